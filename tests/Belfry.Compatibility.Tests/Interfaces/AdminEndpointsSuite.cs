using System.Text.Json;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>
/// What an operator may ask of the store, and when. A store that is not open yet is behind a server that is not ready,
/// which answers 503 to everything.
/// </summary>
internal sealed class AdminEndpointsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/admin_endpoints.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var isReady = row.FindText("db") != "$tsdbNotReady";
        var settings = new HostSettings
        {
            Server = new HostServer { IsReady = isReady, IsAdminEnabled = row.Is("enableAdmin") },
            Administration = new HostAdministration(fails: row.FindText("db") == "$tsdbWithError"),
        };
        var host = new ApiHost(EngineTable.Load("load 1m\n  up 1"), settings);
        try
        {
            var answer = host.Ask("POST", "/api/v1/admin/tsdb/" + Endpoint(row), Parameters.Of(row, "values"));
            var expected = row.FindText("errType") is { Length: > 0 } type ? type : null;
            return !isReady && expected == "unavailable"
                ? CaseTable.Difference("503", answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture))
                : CaseTable.Difference(expected, answer.ErrorType);
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static string Endpoint(JsonElement row) => row.FindText("endpoint") switch
    {
        "$snapshotAPI" => "snapshot",
        "$cleanAPI" => "clean_tombstones",
        _ => "delete_series",
    };
}
