using Belfry.Alerting.Routing;
using Belfry.Alerting.Templates;
using Belfry.Alerting.Templates.Alertmanager;
using Belfry.Alerting.Templates.Defaults;
using Belfry.Alerting.Templates.Time;
using Belfry.Model;
using Belfry.Model.Diagnostics;

namespace Belfry.Alerting.Notify;

/// <summary>
/// The default templates with those of the user's files, and how notifications become their data. Immutable.
/// </summary>
internal sealed class NotificationTemplates
{
    private readonly TemplateSet set;
    private readonly string externalUrl;

    private NotificationTemplates(TemplateSet set, string externalUrl)
    {
        this.set = set;
        this.externalUrl = externalUrl;
    }

    /// <summary>The default templates alone.</summary>
    internal static NotificationTemplates Default { get; } = new(DefaultSet(TimeProvider.System), "");

    /// <summary>
    /// Reads and parses the files. What is wrong with them is added to <paramref name="diagnostics"/>; the result then
    /// holds the default templates, so that inline templates can still be checked.
    /// </summary>
    internal static NotificationTemplates Load(
        IReadOnlyList<string> patterns, ReceiverEnvironment environment, List<Diagnostic> diagnostics)
    {
        var sources = new List<TemplateSource>();
        foreach (var path in patterns.SelectMany(environment.Files.Expand))
        {
            if (environment.Files.TryRead(path, out var text, out var error))
            {
                // Go names a file's own template by the last part of its path.
                sources.Add(new TemplateSource(Path.GetFileName(path), text));
            }
            else
            {
                diagnostics.Add(
                    Diagnostic.Error(new SourceLocation(path, 0, 0), $"template file cannot be read: {error}"));
            }
        }

        if (!DefaultTemplates.TryBuild(sources, environment.Clock, out var set, out var wrong))
        {
            diagnostics.AddRange(wrong);
            set = DefaultSet(environment.Clock);
        }

        return new NotificationTemplates(set, environment.ExternalUrl);
    }

    /// <summary>Adds what is wrong with an inline template, naming the field that holds it.</summary>
    internal void Check(string text, string field, SourceLocation location, List<Diagnostic> diagnostics)
    {
        foreach (var wrong in set.Check(text))
        {
            diagnostics.Add(Diagnostic.Error(location, $"`{field}`: {wrong.Message}"));
        }
    }

    /// <summary>Expands templates with the data of a notification, or of its first so many alerts.</summary>
    internal TemplateExpansion Expand(Notification notification, IReadOnlyList<NotifiedAlert> alerts) =>
        new(set, () => ValueOf(
            notification.Receiver, notification.GroupLabels, alerts,
            History.NotificationReasonText.Of(notification.Reason), notification.RouteLabels.ToPairs()));

    /// <summary>Expands templates with the data of a notification.</summary>
    internal TemplateExpansion Expand(Notification notification) => Expand(notification, notification.Alerts);

    /// <summary>The route's labels, expanded; one whose template fails is left out, as in the original.</summary>
    internal Labels RouteLabelsOf(AlertGroup group, IReadOnlyList<NotifiedAlert> alerts)
    {
        var expansion = new TemplateExpansion(
            set, () => ValueOf(group.Route.Receiver, group.Labels, alerts, "unknown", group.Route.Labels));
        var builder = new LabelsBuilder();
        foreach (var (name, template) in group.Route.Labels)
        {
            if (expansion.TryText(template, out var text, out _))
            {
                builder.Set(name, text);
            }
        }

        return builder.ToLabels();
    }

    private NotificationValue ValueOf(
        string receiver, Labels groupLabels, IReadOnlyList<NotifiedAlert> alerts, string reason,
        IEnumerable<KeyValuePair<string, string>> routeLabels) =>
        new(receiver, groupLabels, [.. alerts.Select(ValueOf)], externalUrl, reason, routeLabels);

    private static AlertValue ValueOf(NotifiedAlert notified)
    {
        var alert = notified.Alert;
        return AlertValue.Of(
            notified.IsResolved ? "resolved" : "firing",
            alert.Labels.ToPairs(),
            alert.Annotations.ToPairs(),
            TimeValue.From(alert.StartsAt.ToDateTimeOffset()),
            notified.IsResolved ? TimeValue.From(alert.EndsAt.ToDateTimeOffset()) : null,
            alert.GeneratorUrl,
            alert.Fingerprint.ToString());
    }

    private static TemplateSet DefaultSet(TimeProvider clock) =>
        DefaultTemplates.TryBuild([], clock, out var set, out _)
            ? set
            : throw new InvalidOperationException("BUG: the default templates do not parse");
}
