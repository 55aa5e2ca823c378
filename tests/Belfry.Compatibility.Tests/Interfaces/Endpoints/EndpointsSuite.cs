using System.Text.Json;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Compatibility.Tests.Interfaces.Endpoints;

/// <summary>
/// Requests of every kind with their answers. Data, exemplars, jobs and rules are those of the original's test, as far
/// as the answers show them.
/// </summary>
internal sealed class EndpointsSuite : IConformanceSuite
{
    private const string Yaml = "global:\n  scrape_interval: 15s\n";

    /// <inheritdoc/>
    public string Pattern => "api/endpoints.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var note = table.RootElement.GetProperty("note").GetString()!;
        var settings = new HostSettings
        {
            Exemplars = new HostExemplars(Exemplars()),
            Server = new HostServer { ConfigurationYaml = Yaml },
        };
        return HostedTable.Run(
            path,
            () => new ApiHost(EngineTable.LoadNote(note), settings),
            (host, row) => EndpointOf(row) switch
            {
                "/api/v1/targets" => TargetRows.Check(row),
                "/api/v1/targets/metadata" or "/api/v1/metadata" => MetadataRows.Check(row),
                "/api/v1/targets/relabel_steps" => RelabelRows.Check(row),
                "/api/v1/rules" or "/api/v1/alerts" => RuleRows.Check(row),
                "/api/v1/status/config" => CaseTable.Difference(
                    Yaml, Ask(host, row).Data.GetProperty("yaml").GetString()),
                _ => DataRows.Check(row, Ask(host, row)),
            });
    }

    /// <summary>Asks what a row asks.</summary>
    internal static HostAnswer Ask(ApiHost host, JsonElement row)
    {
        var path = EndpointOf(row);
        if (row.Find("params") is { } variables)
        {
            path = path.Replace(
                "<name>", Uri.EscapeDataString(variables.FindText("name")!), StringComparison.Ordinal);
        }

        return host.Ask("GET", path, Parameters.Of(row, "query"));
    }

    /// <summary>The path that a row asks, with <c>&lt;name&gt;</c> where a name goes.</summary>
    internal static string EndpointOf(JsonElement row) => row.FindText("endpoint")!.Split(' ')[1];

    private static SeriesExemplars[] Exemplars() =>
    [
        new(
            Labels.From(("__name__", "test_metric3"), ("foo", "boo"), ("dup", "1")),
            [One("abc", 2000), One("abc2", 4053)]),
        new(
            Labels.From(("__name__", "test_metric4"), ("foo", "bar"), ("dup", "1")),
            [One("lul", 4000), One("lul2", 4153)]),
    ];

    private static Exemplar One(string id, long timestampMs) =>
        new(Labels.From(("id", id)), 10, new TimestampMs(timestampMs));
}
