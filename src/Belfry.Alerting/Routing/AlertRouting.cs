using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Notify;
using Belfry.Alerting.Notify.History;
using Belfry.Alerting.Routing.Intervals;
using Belfry.Configuration.Alertmanager;
using Belfry.Model;
using Belfry.Model.Diagnostics;

namespace Belfry.Alerting.Routing;

/// <summary>
/// A configuration made ready to route by: checked as a whole, templates included, before the router takes it.
/// Immutable.
/// </summary>
public sealed class AlertRouting : IDisposable
{
    private readonly NotificationTemplates templates;

    private AlertRouting(
        AlertmanagerConfig config, NotificationTemplates templates, IReadOnlyList<Integration> integrations)
    {
        Config = config;
        this.templates = templates;
        Integrations = integrations;
        Routes = RouteTree.Build(config.Route);
        Intervals = new TimeIntervals(config.TimeIntervals);
    }

    /// <summary>The configuration it was made from.</summary>
    public AlertmanagerConfig Config { get; }

    internal RouteTree Routes { get; }

    internal TimeIntervals Intervals { get; }

    /// <summary>The integrations of all receivers, in the file's order.</summary>
    internal IReadOnlyList<Integration> Integrations { get; }

    /// <summary>
    /// Makes a valid configuration ready. False, with everything that is wrong in <paramref name="diagnostics"/>,
    /// when a template or a receiver cannot be used; warnings may be there on success too.
    /// </summary>
    public static bool TryBuild(
        AlertmanagerConfig config,
        ReceiverEnvironment environment,
        [NotNullWhen(true)] out AlertRouting? routing,
        out IReadOnlyList<Diagnostic> diagnostics)
    {
        var found = new List<Diagnostic>();
        var templates = NotificationTemplates.Load(config.Templates, environment, found);
        var integrations = ReceiverKinds.Build(config, environment, templates, found);
        diagnostics = found;
        var isUsable = !found.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        routing = isUsable ? new AlertRouting(config, templates, integrations) : null;
        return isUsable;
    }

    /// <summary>A routing whose integrations are made elsewhere, with the default templates only.</summary>
    internal static AlertRouting WithIntegrations(AlertmanagerConfig config, IReadOnlyList<Integration> integrations) =>
        new(config, NotificationTemplates.Default, integrations);

    /// <summary>
    /// Lets go of the receivers' connections; the router does so when it takes another configuration.
    /// </summary>
    public void Dispose()
    {
        foreach (var integration in Integrations)
        {
            (integration.Notifier as IDisposable)?.Dispose();
        }
    }

    internal Notification NotificationOf(
        AlertGroup group, IReadOnlyList<NotifiedAlert> alerts, Integration integration, NotificationReason reason)
    {
        var told = integration.SendsResolved ? alerts : [.. alerts.Where(alert => !alert.IsResolved)];
        return new Notification
        {
            Receiver = group.Route.Receiver,
            GroupKey = group.Key,
            GroupLabels = group.Labels,
            RouteLabels = RouteLabelsOf(group, alerts),
            Reason = reason,
            Alerts = told,
        };
    }

    /// <summary>The route's labels with their templates executed for these alerts.</summary>
    internal Labels RouteLabelsOf(AlertGroup group, IReadOnlyList<NotifiedAlert> alerts) =>
        group.Route.Labels.Count == 0 ? Labels.Empty : templates.RouteLabelsOf(group, alerts);
}
