using System.Text.Json;
using Belfry.Alerting.Notify;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager;

namespace Belfry.Compatibility.Tests.Notify;

/// <summary>Slack: what an answer means.</summary>
internal sealed class SlackSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "notify/slack.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(
        path, cases => cases.EnumerateObject().SelectMany(test => test.Value.EnumerateArray()), Check);

    private static string? Check(JsonElement row)
    {
        using var hook = new Hook(
            OneNotification.Status(row.GetProperty("statusCode")), row.FindText("responseBody") ?? "");
        var receiver = new ReceiverConfig
        {
            Name = "r",
            Slacks = [new SlackConfig { ApiUrl = new Secret(hook.Url), Channel = "channelname" }],
        };
        var outcome = OneNotification.Send(
            receiver, Model.Labels.From(("alertname", "a")), Model.Labels.Empty);
        if (row.Is("noError"))
        {
            return CaseTable.Difference(null, outcome.Error);
        }

        return CaseTable.ErrorDifference(row.FindText("expectedErr"), outcome.Error)
            ?? CaseTable.Difference(row.Is("expectedRetry").ToString(), outcome.IsRetryable.ToString())
            ?? CaseTable.Difference(Reason(row).ToString(), outcome.Reason.ToString());
    }

    private static FailureReason Reason(JsonElement row) => row.FindText("expectedReason") switch
    {
        "$notify.AuthErrorReason" => FailureReason.AuthError,
        "$notify.ServerErrorReason" => FailureReason.ServerError,
        "$notify.ClientErrorReason" => FailureReason.ClientError,
        _ => FailureReason.Other,
    };
}
