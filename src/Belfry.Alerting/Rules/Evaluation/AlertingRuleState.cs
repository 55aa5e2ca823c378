using System.Globalization;
using Belfry.Alerting.Rules.Model;
using Belfry.Alerting.Rules.Snapshots;
using Belfry.Model;
using Belfry.Query.Engine;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>
/// An alerting rule and its alerts. An alert is pending, then firing; when its condition ends it is resolved, and kept
/// for a while so that it can be sent as such more than once.
/// </summary>
internal sealed class AlertingRuleState(
    AlertingRuleModel model, bool isRestored, Action<string, string> onTemplateFailed) : RuleState(model)
{
    private const string AlertsMetric = "ALERTS";
    private const string ForStateMetric = "ALERTS_FOR_STATE";
    private const string StateLabel = "alertstate";

    // Long enough that a receiver which missed the first messages still hears of it.
    private static readonly TimeSpan ResolvedRetention = TimeSpan.FromMinutes(15);

    private readonly Dictionary<Labels, ActiveAlert> active = [];
    private readonly LabelsBuilder labels = new();

    /// <summary>What is evaluated.</summary>
    public new AlertingRuleModel Model { get; } = model;

    /// <summary>
    /// True once the alerts' history was looked up, or there is none to look for. Until then no series are written,
    /// because they would overwrite that history.
    /// </summary>
    public bool IsRestored { get; set; } = isRestored;

    /// <summary>The alerts, resolved ones included.</summary>
    public IReadOnlyCollection<ActiveAlert> Alerts => active.Values;

    /// <inheritdoc/>
    public override RuleOutcome Evaluate(RuleMoment moment, RuleQueries queries)
    {
        if (!queries.TryAsk(
            Model.Query, moment.QueryTime, moment.CancellationToken, out var answer, out var failure))
        {
            return failure;
        }

        var found = new Dictionary<Labels, ActiveAlert>(answer.Count);
        foreach (var sample in answer)
        {
            var alert = Describe(sample, moment, queries);
            if (!found.TryAdd(alert.Labels, alert))
            {
                return RuleOutcome.Failed("vector contains metrics with the same labelset after applying alert labels");
            }
        }

        foreach (var alert in found.Values)
        {
            Admit(alert);
        }

        var samples = new List<EvaluatedSample>();
        var count = Advance(found, moment.Time, samples);
        if (moment.Limit > 0 && count > moment.Limit)
        {
            active.Clear();
            return RuleOutcome.Failed(string.Create(
                CultureInfo.InvariantCulture, $"exceeded limit of {moment.Limit} with {count} alerts"));
        }

        return RuleOutcome.Of(samples);
    }

    /// <summary>
    /// The alerts that are to be sent now, and marks them as sent. A firing alert's end is a lease over four
    /// evaluations or resends, so that two may get lost.
    /// </summary>
    public IReadOnlyList<Alert> TakeAlertsToSend(
        TimestampMs now, TimeSpan resendDelay, TimeSpan interval, RuleBuildContext context)
    {
        var lease = 4 * (resendDelay > interval ? resendDelay : interval);
        var sent = new List<Alert>();
        foreach (var alert in active.Values)
        {
            if (!alert.NeedsSending(now, resendDelay))
            {
                continue;
            }

            alert.LastSentAt = now;
            sent.Add(new Alert
            {
                Labels = WithExternal(alert.Labels, context.ExternalLabels),
                Annotations = alert.Annotations,
                StartsAt = alert.FiredAt,
                EndsAt = alert.ResolvedAt ?? now + lease,
                GeneratorUrl = $"{context.ExternalUrl}/graph?g0.expr="
                    + $"{Templates.Html.Escaping.UrlQuery(Model.Query)}&g0.tab=1",
            });
        }

        return sent;
    }

    /// <summary>Takes over the alerts of the same rule before a reload.</summary>
    public void CopyFrom(AlertingRuleState earlier)
    {
        foreach (var (key, alert) in earlier.active)
        {
            active[key] = alert;
        }
    }

    /// <inheritdoc/>
    protected override RuleSnapshot Take()
    {
        var alerts = active.Values
            .Where(alert => alert.ResolvedAt is null)
            .OrderBy(alert => alert.Labels)
            .Select(alert => new AlertSnapshot(
                alert.Labels, alert.Annotations, alert.State, alert.ActiveAt, alert.Value, alert.KeepFiringSince))
            .ToList();
        var idle = LastEvaluation is null ? AlertState.Unknown : AlertState.Inactive;
        return new RuleSnapshot
        {
            IsAlerting = true,
            Name = Model.Name,
            Query = Model.Query,
            For = Model.For,
            KeepFiringFor = Model.KeepFiringFor,
            Labels = Model.Labels,
            Annotations = Model.Annotations,
            Alerts = alerts,
            State = alerts.Count == 0 ? idle : alerts.Max(alert => alert.State),
            Health = Health,
            LastError = LastError,
            EvaluationTime = EvaluationTime,
            LastEvaluation = LastEvaluation,
        };
    }

    private ActiveAlert Describe(VectorSample sample, RuleMoment moment, RuleQueries queries)
    {
        var expansion = new AlertExpansion(Model, sample, moment, queries, onTemplateFailed);
        labels.Reset(sample.Labels);
        labels.Remove(LabelNames.MetricName);
        foreach (var template in Model.LabelTemplates)
        {
            labels.Set(template.Name, expansion.Expand(template));
        }

        labels.Set(LabelNames.AlertName, Model.Name);
        var identity = labels.ToLabels();

        labels.Clear();
        foreach (var template in Model.AnnotationTemplates)
        {
            labels.Set(template.Name, expansion.Expand(template));
        }

        return new ActiveAlert(identity, moment.Time) { Annotations = labels.ToLabels(), Value = sample.Value };
    }

    // A resolved alert whose condition holds again is a new alert.
    private void Admit(ActiveAlert alert)
    {
        if (active.TryGetValue(alert.Labels, out var known) && known.State != AlertState.Inactive)
        {
            known.Value = alert.Value;
            known.Annotations = alert.Annotations;
            return;
        }

        active[alert.Labels] = alert;
    }

    private int Advance(Dictionary<Labels, ActiveAlert> found, TimestampMs now, List<EvaluatedSample> samples)
    {
        var count = 0;
        foreach (var (key, alert) in active.ToArray())
        {
            if (found.ContainsKey(key))
            {
                alert.KeepFiringSince = null;
            }
            else if (!IsKeptFiring(alert, now))
            {
                Resolve(key, alert, now);
                continue;
            }

            count++;
            if (alert.State == AlertState.Pending && now - alert.ActiveAt >= Model.For)
            {
                alert.State = AlertState.Firing;
                alert.FiredAt = now;
            }

            if (IsRestored)
            {
                samples.Add(new EvaluatedSample(AlertsSeries(alert), 1));
                samples.Add(new EvaluatedSample(
                    ForStateSeries(alert), Math.Floor(alert.ActiveAt.Value / 1000.0)));
            }
        }

        return count;
    }

    private bool IsKeptFiring(ActiveAlert alert, TimestampMs now)
    {
        if (alert.State != AlertState.Firing || Model.KeepFiringFor <= TimeSpan.Zero)
        {
            return false;
        }

        alert.KeepFiringSince ??= now;
        return now - alert.KeepFiringSince.Value < Model.KeepFiringFor;
    }

    private void Resolve(Labels key, ActiveAlert alert, TimestampMs now)
    {
        if (alert.State == AlertState.Pending
            || (alert.ResolvedAt is { } resolved && now - resolved > ResolvedRetention))
        {
            active.Remove(key);
        }

        if (alert.State != AlertState.Inactive)
        {
            alert.State = AlertState.Inactive;
            alert.ResolvedAt = now;
        }
    }

    private Labels AlertsSeries(ActiveAlert alert)
    {
        labels.Reset(alert.Labels);
        labels.Set(LabelNames.MetricName, AlertsMetric);
        labels.Set(StateLabel, alert.State == AlertState.Firing ? "firing" : "pending");
        return labels.ToLabels();
    }

    private Labels ForStateSeries(ActiveAlert alert)
    {
        labels.Reset(alert.Labels);
        labels.Set(LabelNames.MetricName, ForStateMetric);
        return labels.ToLabels();
    }

    private Labels WithExternal(Labels alert, Labels external)
    {
        if (external.IsEmpty)
        {
            return alert;
        }

        labels.Reset(alert);
        foreach (var label in external)
        {
            if (labels.Get(label.Name).IsEmpty)
            {
                labels.Set(label.Name, label.Value);
            }
        }

        return labels.ToLabels();
    }
}
