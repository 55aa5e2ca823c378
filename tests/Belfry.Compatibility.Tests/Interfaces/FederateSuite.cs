using System.Text.Json;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>What another server gets that takes series over.</summary>
internal sealed class FederateSuite : IConformanceSuite
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(101 * 60);

    /// <inheritdoc/>
    public string Pattern => "api/federate.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var note = table.RootElement.GetProperty("note").GetString()!;
        return CaseTable.Run(path, row => Check(note, row));
    }

    private static string? Check(string note, JsonElement row)
    {
        var clock = new FixedClock(Now);
        var settings = new HostSettings
        {
            Clock = clock,
            Server = new HostServer { ExternalLabels = row.Find("externalLabels")?.Labels() ?? Model.Labels.Empty },
        };
        var host = new ApiHost(EngineTable.LoadNote(note), settings);
        try
        {
            var answer = host.Ask("GET", "/federate", row.GetProperty("params").GetString()!);
            return CaseTable.Difference(
                $"{row.GetProperty("code").GetInt32()} {row.GetProperty("body").GetString()}",
                $"{answer.Status} {answer.Body}");
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
