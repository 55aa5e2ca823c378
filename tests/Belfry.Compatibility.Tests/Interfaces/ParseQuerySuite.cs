using System.Text.Json;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>Trees of queries with durations that are computed.</summary>
internal sealed class ParseQuerySuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/parse_query_duration_expr.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => HostedTable.Run(
        path,
        () => new ApiHost(
            EngineTable.Load("load 1m\n  up 1"), new HostSettings { Language = PromQLFeatures.All }),
        Check);

    private static string? Check(ApiHost host, JsonElement row)
    {
        var answer = host.Ask("GET", "/api/v1/parse_query", [("query", row.FindText("query")!)]);
        if (answer.Status != 200)
        {
            return answer.Body;
        }

        var data = answer.Data;
        return CaseTable.Difference(row.FindText("wantType"), data.FindText("type"))
            ?? row.GetProperty("wantFields").EnumerateObject()
                .Select(field => CaseTable.Difference(
                    field.Name + " " + JsonText.Of(field.Value),
                    field.Name + " " + JsonText.Of(data.GetProperty(field.Name))))
                .FirstOrDefault(difference => difference is not null);
    }
}
