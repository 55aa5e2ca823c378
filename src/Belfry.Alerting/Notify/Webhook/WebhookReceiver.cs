using Belfry.Alerting.Notify.Net;
using Belfry.Configuration.Alertmanager;
using Belfry.Model.Diagnostics;

namespace Belfry.Alerting.Notify.Webhook;

/// <summary><c>webhook_configs</c>.</summary>
internal sealed class WebhookReceiver : IReceiverKind
{
    public string Name => "webhook";

    public IEnumerable<(INotifier Notifier, bool SendsResolved)> Build(ReceiverConfig receiver, ReceiverBuild build)
    {
        foreach (var config in receiver.Webhooks)
        {
            build.Check(config.Location, ("url", config.Url?.Reveal() ?? ""));
            if (config.Payload is { } payload)
            {
                WebhookPayload.Check(payload, build);
            }

            if (HttpPoster.TryCreate(config.HttpClient, build.Environment, out var poster, out var error))
            {
                yield return (new WebhookNotifier(config, poster, build), config.SendResolved);
            }
            else
            {
                build.Diagnostics.Add(Diagnostic.Error(config.Location, error));
            }
        }
    }
}
