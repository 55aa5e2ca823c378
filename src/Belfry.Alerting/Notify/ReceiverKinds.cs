using Belfry.Alerting.Notify.Email;
using Belfry.Alerting.Notify.Slack;
using Belfry.Alerting.Notify.Webhook;
using Belfry.Configuration.Alertmanager;
using Belfry.Model.Diagnostics;

namespace Belfry.Alerting.Notify;

/// <summary>Every kind of receiver: a new one is a folder and a line here.</summary>
internal static class ReceiverKinds
{
    // In the order of Alertmanager; each kind of a receiver is numbered on its own.
    private static readonly IReceiverKind[] All =
    [
        new WebhookReceiver(),
        new EmailReceiver(),
        new SlackReceiver(),
    ];

    /// <summary>The names of all kinds.</summary>
    internal static IEnumerable<string> Names => All.Select(kind => kind.Name);

    /// <summary>The integrations of all receivers; what is wrong is added to <paramref name="diagnostics"/>.</summary>
    internal static IReadOnlyList<Integration> Build(
        AlertmanagerConfig config, ReceiverEnvironment environment, NotificationTemplates templates,
        List<Diagnostic> diagnostics)
    {
        var build = new ReceiverBuild(environment, templates, diagnostics);
        var integrations = new List<Integration>();
        foreach (var receiver in config.Receivers)
        {
            foreach (var kind in All)
            {
                var index = 0;
                foreach (var (notifier, sendsResolved) in kind.Build(receiver, build))
                {
                    integrations.Add(new Integration(receiver.Name, kind.Name, index++, sendsResolved, notifier));
                }
            }
        }

        return integrations;
    }
}
