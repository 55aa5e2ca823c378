using System.Buffers;
using Belfry.Alerting.Notify.Net;
using Belfry.Configuration.Alertmanager;

namespace Belfry.Alerting.Notify.Webhook;

/// <summary>Posts the alerts of a group as JSON, in the form that Alertmanager calls version 4.</summary>
internal sealed class WebhookNotifier(WebhookConfig config, HttpPoster poster, ReceiverBuild build) : INotifier,
    IDisposable
{
    public async Task<NotifyOutcome> NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        var alerts = config.MaxAlerts > 0 && (ulong)notification.Alerts.Count > config.MaxAlerts
            ? [.. notification.Alerts.Take((int)config.MaxAlerts)]
            : notification.Alerts;
        var templates = build.Templates.Expand(notification, alerts);
        var body = new ArrayBufferWriter<byte>(1024);
        if (config.Payload is null)
        {
            WebhookBody.Write(body, notification, alerts, build.Environment.ExternalUrl);
        }
        else if (!WebhookPayload.TryWrite(body, config.Payload, templates, out var payloadError))
        {
            return NotifyOutcome.Final($"failed to render custom payload: {payloadError}");
        }

        if (!SecretFiles.TryRead(
            config.Url, config.UrlFile, build.Environment.Files, out var template, out var fileError))
        {
            return NotifyOutcome.Final($"read url_file: {fileError}");
        }

        if (!templates.TryText(template, out var url, out var urlError))
        {
            return NotifyOutcome.Final($"failed to template webhook URL: {SecretFiles.Redact(urlError, template)}");
        }

        if (url.Length == 0)
        {
            return NotifyOutcome.Final("webhook URL is empty after templating");
        }

        var (answer, failure) = await poster.PostAsync(
            url, body.WrittenMemory, config.Timeout, "webhook", cancellationToken);
        return answer switch
        {
            null => failure,
            { IsSuccess: true } => NotifyOutcome.Delivered,
            { } refused => refused.ToFailure(),
        };
    }

    public void Dispose() => poster.Dispose();
}
