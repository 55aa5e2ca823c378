using System.Text.Json;
using Belfry.Alerting.Routing;
using Belfry.Compatibility.Tests.Configuration;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The receivers that amtool's configurations give an alert.</summary>
internal sealed class AmtoolRoutingSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/amtool_routing.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(path))!, "config/amtool");
        return CaseTable.Run(path, row => Check(row, folder));
    }

    private static string? Check(JsonElement row, string folder)
    {
        var name = Path.GetFileName(row.GetProperty("configFile").GetString()!);
        var file = Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).First();
        var result = new ConfigurationLoader(new ConformanceFiles()).LoadAlertmanager(file);
        if (result.Value is not { } config)
        {
            return result.Render();
        }

        var matched = new List<Route>();
        RouteTree.Build(config.Route).Match(row.GetProperty("alert").Labels(), matched);
        return CaseTable.Difference(
            string.Join(',', row.Texts("expectedReceivers")),
            string.Join(',', matched.Select(route => route.Receiver)));
    }
}
