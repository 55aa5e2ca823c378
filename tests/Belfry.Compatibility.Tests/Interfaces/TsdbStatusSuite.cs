using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>Limits of the figures about the head.</summary>
internal sealed class TsdbStatusSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/tsdb_status.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => HostedTable.Run(
        path,
        () => new ApiHost(EngineTable.Load("load 1m\n  up 1"), new HostSettings()),
        (host, row) => CaseTable.Difference(
            row.FindText("errType") is { Length: > 0 } type ? type : null,
            host.Ask("GET", "/api/v1/status/tsdb", Parameters.Of(row, "values")).ErrorType));
}
