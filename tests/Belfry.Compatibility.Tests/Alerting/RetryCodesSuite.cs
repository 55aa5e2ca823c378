using System.Text.Json;
using Belfry.Alerting.Notify.Net;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>What an HTTP status means for a notification.</summary>
internal sealed class RetryCodesSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/retry_codes.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var retrier = row.GetProperty("retrier");
        var retried = retrier.Find("RetryCodes")?.EnumerateArray().Select(code => code.GetInt32()).ToArray() ?? [];

        // A receiver that knows what its service answers shows that in place of the body; the table has one such.
        var body = row.FindText("body") ?? "";
        var details = retrier.Find("CustomDetailsFunc") is null ? body : $"server response is \"{body}\"";
        var answer = new HttpAnswer(row.GetProperty("status").GetInt32(), details, "");
        if (answer.IsSuccess)
        {
            return CaseTable.Difference(row.FindText("expectedErr"), null);
        }

        var outcome = answer.ToFailure("", retried);
        return CaseTable.Difference(row.FindText("expectedErr"), outcome.Error)
            ?? CaseTable.Difference(row.Is("retry").ToString(), outcome.IsRetryable.ToString());
    }
}
