using Belfry.Alerting.Routing;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Time;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Alertmanager;

/// <summary>One alert as notification templates see it, and as a webhook's JSON shows it.</summary>
internal sealed class AlertValue : StructValue, IJsonShape
{
    private AlertValue(
        string status, KvValue labels, KvValue annotations, TimeValue startsAt, TimeValue endsAt,
        string generatorUrl, string fingerprint)
        : base("template.Alert",
        [
            KeyValuePair.Create("Status", Of(status)),
            KeyValuePair.Create<string, TemplateValue>("Labels", labels),
            KeyValuePair.Create<string, TemplateValue>("Annotations", annotations),
            KeyValuePair.Create<string, TemplateValue>("StartsAt", startsAt),
            KeyValuePair.Create<string, TemplateValue>("EndsAt", endsAt),
            KeyValuePair.Create("GeneratorURL", Of(generatorUrl)),
            KeyValuePair.Create("Fingerprint", Of(fingerprint)),
        ]) => Status = status;

    /// <summary><c>firing</c> or <c>resolved</c>.</summary>
    public string Status { get; }

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, TemplateValue>> JsonFields =>
        Fields.Select(member => KeyValuePair.Create(JsonName(member.Key), member.Value));

    /// <inheritdoc/>
    public string? JsonScalar => null;

    /// <summary>
    /// The view of an alert at a time: resolved once its end has passed; a firing alert shows no end, because its end
    /// is only the sender's lease.
    /// </summary>
    /// <param name="alert">The alert.</param>
    /// <param name="now">The time to judge it by.</param>
    public static AlertValue From(Alert alert, TimestampMs now)
    {
        var isResolved = alert.EndsAt is { } end && end <= now;
        return new AlertValue(
            isResolved ? "resolved" : "firing",
            new KvValue(alert.Labels),
            new KvValue(alert.Annotations),
            alert.StartsAt is { } start ? TimeValue.From(start.ToDateTimeOffset()) : TimeValue.Zero,
            isResolved ? TimeValue.From(alert.EndsAt!.Value.ToDateTimeOffset()) : TimeValue.Zero,
            alert.GeneratorUrl,
            Fingerprint.Of(alert.Labels).ToString());
    }

    /// <summary>An alert of given parts; null labels or annotations are nil, which only shows in JSON.</summary>
    public static AlertValue Of(
        string status,
        IEnumerable<KeyValuePair<string, string>>? labels,
        IEnumerable<KeyValuePair<string, string>>? annotations,
        TimeValue? startsAt = null,
        TimeValue? endsAt = null,
        string generatorUrl = "",
        string fingerprint = "") =>
        new(status, new KvValue(labels), new KvValue(annotations), startsAt ?? TimeValue.Zero,
            endsAt ?? TimeValue.Zero, generatorUrl, fingerprint);

    private static string JsonName(string field) =>
        field == "GeneratorURL" ? "generatorURL" : char.ToLowerInvariant(field[0]) + field[1..];
}
