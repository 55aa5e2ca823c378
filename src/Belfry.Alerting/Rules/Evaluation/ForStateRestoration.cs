using Belfry.Model;
using Belfry.Query.Engine;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>
/// Gives pending alerts back the time they had waited before this process began, from the series
/// <c>ALERTS_FOR_STATE</c> that an earlier process wrote. Used by the thread that evaluates the group.
/// </summary>
internal sealed class ForStateRestoration(RuleRuntime runtime, CancellationToken cancellationToken)
{
    /// <summary>Restores the alerts of a rule; in any case it counts as restored afterwards.</summary>
    public void Restore(AlertingRuleState rule)
    {
        rule.IsRestored = true;
        var now = TimestampMs.From(runtime.Clock.GetUtcNow());

        // An alert that waits for less than the grace period is not made to wait for that long.
        if (rule.Model.For < runtime.Options.GracePeriod || rule.Alerts.Count == 0)
        {
            return;
        }

        var history = Lookup(rule.Model.Name, now);
        foreach (var alert in rule.Alerts)
        {
            if (history.TryGetValue(alert.Labels, out var earlier))
            {
                alert.ActiveAt = Restored(rule.Model.For, earlier, now);
            }
        }
    }

    private TimestampMs Restored(
        TimeSpan holdFor, (TimestampMs LastSeen, TimestampMs ActiveAt) earlier, TimestampMs now)
    {
        var remaining = holdFor - (earlier.LastSeen - earlier.ActiveAt);
        if (remaining <= TimeSpan.Zero)
        {
            // It fired before the outage, and will fire again with the next evaluation.
            return earlier.ActiveAt;
        }

        // The outage does not count as waiting; but shortly before its time an alert waits for the grace period.
        return remaining < runtime.Options.GracePeriod
            ? now + runtime.Options.GracePeriod - holdFor
            : earlier.ActiveAt + (now - earlier.LastSeen);
    }

    /// <summary>When each alert was last seen and since when it was active; without those that had ended.</summary>
    private Dictionary<Labels, (TimestampMs LastSeen, TimestampMs ActiveAt)> Lookup(string alertName, TimestampMs now)
    {
        var selector = $"ALERTS_FOR_STATE{{alertname={QuotedText.Quote(alertName)}}}";
        var lastSeen = Ask($"timestamp({selector})", now)
            .ToDictionary(sample => WithoutName(sample.Labels), sample => sample.Value);
        var history = new Dictionary<Labels, (TimestampMs LastSeen, TimestampMs ActiveAt)>();
        foreach (var sample in Ask(selector, now))
        {
            var labels = WithoutName(sample.Labels);
            if (lastSeen.TryGetValue(labels, out var seenSeconds) && double.IsFinite(sample.Value))
            {
                var seen = new TimestampMs((long)Math.Floor(seenSeconds) * 1000);
                history[labels] = (seen, new TimestampMs((long)sample.Value * 1000));
            }
        }

        return history;
    }

    // Looking back over the whole tolerance finds the newest sample; one that is a stale marker is not found.
    private IReadOnlyList<VectorSample> Ask(string query, TimestampMs now)
    {
        var request = QueryRequest.Instant(query, now) with { Lookback = runtime.Options.OutageTolerance };
        return runtime.Engine.Evaluate(request, cancellationToken).Value is VectorValue vector ? vector.Samples : [];
    }

    private static Labels WithoutName(Labels labels)
    {
        var builder = new LabelsBuilder();
        builder.Reset(labels);
        builder.Remove(LabelNames.MetricName);
        return builder.ToLabels();
    }
}
