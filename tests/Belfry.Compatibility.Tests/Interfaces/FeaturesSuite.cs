using System.Text.Json;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>
/// What a server without flags says it can do; each name is a row. What Belfry has not is <c>false</c> there, and such
/// a row does not pass.
/// </summary>
internal sealed class FeaturesSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/features.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var host = new ApiHost(EngineTable.Load("load 1m\n  up 1"), new HostSettings());
        try
        {
            var answer = host.Ask("GET", "/api/v1/features").Data;
            var rows = table.RootElement.EnumerateObject().SelectMany(
                category => category.Value.EnumerateObject().Select(feature => (category.Name, feature)));
            return CaseTable.RunRows(
                rows,
                row => CaseTable.Difference(
                    row.feature.Value.GetRawText(),
                    answer.GetProperty(row.Name).GetProperty(row.feature.Name).GetRawText()),
                row => $"{row.Name} {row.feature.Name}");
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
