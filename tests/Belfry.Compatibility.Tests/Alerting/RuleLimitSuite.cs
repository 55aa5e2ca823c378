using System.Globalization;
using System.Text.Json;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>A rule of a group with a limit, whose query gives two series.</summary>
internal abstract class RuleLimitSuite(string rule) : IConformanceSuite
{
    private const string Script = "load 1m\n  metric{label=\"1\"} 1\n  metric{label=\"2\"} 1";

    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private string? Check(JsonElement row)
    {
        var limit = row.GetProperty("limit").GetInt32().ToString(CultureInfo.InvariantCulture);
        var host = new ApiHost(EngineTable.Load(Script), new HostSettings());
        try
        {
            host.ApplyRules("rules.yml", $"groups: [{{name: g, interval: 1s, limit: {limit}, rules: [{rule}]}}]");
            var shown = host.Ask("GET", "/api/v1/rules").Data.GetProperty("groups")[0].GetProperty("rules")[0];
            return CaseTable.Difference(row.FindText("err"), shown.FindText("lastError"));
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
