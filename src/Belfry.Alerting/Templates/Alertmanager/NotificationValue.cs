using System.Text;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Alertmanager;

/// <summary>
/// What notification templates get as their dot: the receiver, the group and its alerts. Alertmanager's <c>Data</c>.
/// </summary>
internal sealed class NotificationValue : StructValue, IJsonShape
{
    private const string Special = @"\.+*?()|[]{}^$";

    /// <summary>The data of a notification.</summary>
    /// <param name="receiver">The receiver's name as it is configured.</param>
    /// <param name="groupLabels">The labels that the group shares by its definition.</param>
    /// <param name="alerts">The alerts in the order in which they are shown.</param>
    /// <param name="externalUrl">Where the Alertmanager is reached from outside.</param>
    /// <param name="notificationReason">Why it is sent now, in Alertmanager's words.</param>
    /// <param name="routeLabels">The labels of the route; their values are templates.</param>
    public NotificationValue(
        string receiver,
        Labels groupLabels,
        IReadOnlyList<AlertValue> alerts,
        string externalUrl,
        string notificationReason = "",
        IEnumerable<KeyValuePair<string, string>>? routeLabels = null)
        : base("template.Data",
        [
            KeyValuePair.Create("Receiver", Of(QuoteMeta(receiver))),
            KeyValuePair.Create("Status", Of(StatusOf(alerts))),
            KeyValuePair.Create<string, TemplateValue>("Alerts", new AlertsValue(alerts)),
            KeyValuePair.Create<string, TemplateValue>("GroupLabels", new KvValue(groupLabels)),
            KeyValuePair.Create<string, TemplateValue>("CommonLabels", Common(alerts, "Labels")),
            KeyValuePair.Create<string, TemplateValue>("CommonAnnotations", Common(alerts, "Annotations")),
            KeyValuePair.Create("ExternalURL", Of(externalUrl)),
            KeyValuePair.Create("NotificationReason", Of(notificationReason)),
            KeyValuePair.Create<string, TemplateValue>("RouteLabels", new KvValue(routeLabels ?? [])),
        ])
    {
    }

    /// <summary><c>firing</c> when any alert fires, otherwise <c>resolved</c>.</summary>
    public string Status => ((TextValue)Fields[1].Value).Value;

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, TemplateValue>> JsonFields => Fields.Select(member => KeyValuePair.Create(
        member.Key switch
        {
            "ExternalURL" => "externalURL",
            "NotificationReason" => "notification_reason",
            _ => char.ToLowerInvariant(member.Key[0]) + member.Key[1..],
        },
        member.Value));

    /// <inheritdoc/>
    public string? JsonScalar => null;

    private static string StatusOf(IReadOnlyList<AlertValue> alerts) =>
        alerts.Any(alert => alert.Status == "firing") ? "firing" : "resolved";

    private static KvValue Common(IReadOnlyList<AlertValue> alerts, string field)
    {
        var sets = alerts
            .Select(alert => alert.TryGetField(field, out var value) ? (KvValue)value : new KvValue([]))
            .ToList();
        return sets.Count == 0
            ? new KvValue([])
            : new KvValue(sets[0].SortedPairs().Pairs.Where(pair => sets.All(
                set => set.Find(pair.Key) is TextValue value && value.Value == pair.Value)));
    }

    // The receiver's name stands in links as a regular expression.
    private static string QuoteMeta(string text)
    {
        var quoted = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            _ = Special.Contains(unit, StringComparison.Ordinal) ? quoted.Append('\\') : quoted;
            quoted.Append(unit);
        }

        return quoted.ToString();
    }
}
