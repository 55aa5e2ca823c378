using Belfry.Configuration.Alertmanager;

namespace Belfry.Alerting.Notify.Email;

/// <summary><c>email_configs</c>.</summary>
internal sealed class EmailReceiver : IReceiverKind
{
    public string Name => "email";

    public IEnumerable<(INotifier Notifier, bool SendsResolved)> Build(ReceiverConfig receiver, ReceiverBuild build)
    {
        foreach (var config in receiver.Emails)
        {
            build.Check(
                config.Location,
                ("to", config.To), ("from", config.From), ("html", config.Html), ("text", config.Text));
            foreach (var header in config.Headers)
            {
                build.Templates.Check(header.Text, $"headers.{header.Name}", config.Location, build.Diagnostics);
            }

            yield return (new EmailNotifier(config, build), config.SendResolved);
        }
    }
}
