using System.Text.Json;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Storage.Contracts;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>Rows of tables that look series up over the data that those tables have in common.</summary>
internal static class LookupRows
{
    private const string Script = """
        load 1m
            test_metric1{foo1="bar", baz="abc"} 0+100x100
            test_metric1{foo2="boo"} 1+0x100
            test_metric2{foo="boo"} 1+0x100
            test_metric2{foo="boo", xyz="qwerty"} 1+0x100
            test_metric2{foo="baz", abc="qwerty"} 1+0x100
        """;

    internal static string? Check(JsonElement row, string endpoint)
    {
        var isFailing = row.GetProperty("api").ValueKind == JsonValueKind.Object;
        ISeriesSource series = isFailing ? new FailingSource() : EngineTable.Load(Script);
        var host = new ApiHost(series, new HostSettings());
        try
        {
            var answer = host.Ask(
                "GET", endpoint, row.Texts("matchers").Select(matcher => ("match[]", matcher)));
            return row.FindText("expectedErrorType") is { } type
                ? CaseTable.Difference(type, answer.ErrorType)
                : CaseTable.Difference(JsonText.Of(row.GetProperty("expected")), JsonText.Of(answer.Data));
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
