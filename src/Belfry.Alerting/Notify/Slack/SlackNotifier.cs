using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Belfry.Alerting.Notify.History;
using Belfry.Alerting.Notify.Net;
using Belfry.Configuration.Alertmanager;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Notify.Slack;

/// <summary>
/// Posts a message with one attachment to a Slack webhook or, with a bot token, to its API, where an earlier message of
/// the group can be edited instead. The URL of a webhook is a secret.
/// </summary>
internal sealed partial class SlackNotifier(SlackConfig config, HttpPoster poster, ReceiverBuild build) : INotifier,
    IDisposable
{
    private const string UpdateUrl = "https://slack.com/api/chat.update";
    private const int RememberedCountMax = 10_000;

    /// <summary>
    /// Which message to edit, by group. Forgotten at a restart or reload: the group then gets a new message.
    /// </summary>
    private readonly ConcurrentDictionary<string, SlackMessageId> sent = new(StringComparer.Ordinal);

    public async Task<NotifyOutcome> NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        if (!SecretFiles.TryRead(
            config.ApiUrl, config.ApiUrlFile, build.Environment.Files, out var url, out var fileError))
        {
            return NotifyOutcome.Final(fileError);
        }

        var templates = build.Templates.Expand(notification);
        var earlier = EarlierMessageOf(notification);
        var body = new ArrayBufferWriter<byte>(2048);
        var channel = SlackBody.Write(body, config, templates, earlier, out var isTitleCut);
        if (templates.Error is { } templateError)
        {
            return NotifyOutcome.Final(templateError);
        }

        if (isTitleCut)
        {
            LogTitleCut(build.Environment.Logger, notification.GroupKey);
        }

        var (answer, failure) = await poster.PostAsync(
            earlier is null ? url : UpdateUrl, body.WrittenMemory, config.Timeout, "slack", cancellationToken);
        return answer is { } received ? Judge(received, channel, notification, url) : failure;
    }

    public void Dispose() => poster.Dispose();

    private SlackMessageId? EarlierMessageOf(Notification notification) =>
        config.UpdateMessage && notification.Reason != NotificationReason.First &&
        sent.TryGetValue(notification.GroupKey, out var earlier) ? earlier : null;

    private NotifyOutcome Judge(HttpAnswer answer, string channel, Notification notification, string url)
    {
        var prefix = $"channel \"{channel}\": ";
        var shown = answer with { Body = SecretFiles.Redact(answer.Body, url) };
        if (!shown.IsSuccess)
        {
            return shown.ToFailure(prefix);
        }

        if (!shown.MediaType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return shown.Body == "ok"
                ? NotifyOutcome.Delivered
                : NotifyOutcome.Final(
                    $"{prefix}received an error response from Slack: {shown.Body}", FailureReason.ClientError);
        }

        try
        {
            return JudgeJson(shown.Body, prefix, notification);
        }
        catch (JsonException)
        {
            return NotifyOutcome.Retryable(
                $"{prefix}could not unmarshal JSON response \"{shown.Body}\"", FailureReason.ClientError);
        }
    }

    private NotifyOutcome JudgeJson(string body, string prefix, Notification notification)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("not an object");
        }

        if (!root.TryGetProperty("ok", out var ok) || ok.ValueKind != JsonValueKind.True)
        {
            return NotifyOutcome.Final(
                $"{prefix}error response from Slack: {TextOf(root, "error")}", FailureReason.ClientError);
        }

        var id = new SlackMessageId(TextOf(root, "channel"), TextOf(root, "ts"));
        if (config.UpdateMessage && id is { Channel.Length: > 0, Timestamp.Length: > 0 } &&
            sent.Count < RememberedCountMax)
        {
            sent[notification.GroupKey] = id;
        }

        return NotifyOutcome.Delivered;
    }

    private static string TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) &&
            value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    [LoggerMessage(4241, LogLevel.Warning, "title of a Slack message was cut group={Group}")]
    private static partial void LogTitleCut(ILogger logger, string group);
}
