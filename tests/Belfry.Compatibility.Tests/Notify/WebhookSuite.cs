using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager;

namespace Belfry.Compatibility.Tests.Notify;

/// <summary>Webhooks: what an answer means, and URLs that are templates.</summary>
internal sealed class WebhookSuite : IConformanceSuite
{
    private const string ServerUrl = "srv.URL + \"";

    /// <inheritdoc/>
    public string Pattern => "notify/webhook.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(
        path, cases => cases.EnumerateObject().SelectMany(test => test.Value.EnumerateArray()), Check);

    private static string? Check(JsonElement row) => row.Find("status") is { } status
        ? CheckAnswer(row, OneNotification.Status(status))
        : CheckUrl(row);

    private static string? CheckAnswer(JsonElement row, int status)
    {
        using var hook = new Hook(status, row.FindText("body") ?? "");
        var outcome = OneNotification.Send(To(hook.Url), Model.Labels.From(("alertname", "a")), Model.Labels.Empty);
        var words = row.GetProperty("exp").GetProperty("sprintf");
        return CaseTable.Difference(
            words[0].GetString()!.Replace("%d", words[1].GetRawText(), StringComparison.Ordinal), outcome.Error);
    }

    private static string? CheckUrl(JsonElement row)
    {
        using var hook = new Hook(200, "");
        var url = row.FindText("url")!;
        url = url.StartsWith(ServerUrl, StringComparison.Ordinal) ? hook.Url + url[ServerUrl.Length..^1] : url;
        var outcome = OneNotification.Send(
            To(url), row.GetProperty("alertLabels").Labels(), row.GetProperty("groupLabels").Labels());
        return row.Is("expectError")
            ? CaseTable.ErrorDifference(row.FindText("expectedErrMsg"), outcome.Error)
            : CaseTable.Difference(row.FindText("expectedPath"), outcome.Error ?? hook.Path);
    }

    private static ReceiverConfig To(string url) =>
        new() { Name = "r", Webhooks = [new WebhookConfig { Url = new Secret(url) }] };
}
