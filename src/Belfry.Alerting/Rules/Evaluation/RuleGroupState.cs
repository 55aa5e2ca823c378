using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Rules.Model;
using Belfry.Alerting.Rules.Snapshots;
using Belfry.Alerting.Rules.Telemetry;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>
/// A group that runs: its rules' states and what it must still clean up. Evaluated by one thread at a time; others read
/// snapshots.
/// </summary>
internal sealed partial class RuleGroupState : IDisposable
{
    private readonly RuleRuntime runtime;
    private readonly RuleState[] rules;
    private readonly RuleQueries queries;
    private readonly CancellationTokenSource stopping = new();
    private readonly HashSet<Labels> departedSeries = [];
    private readonly bool isRestoring;
    private int evaluationsBeforeRestore = 2;
    private volatile RuleGroupSnapshot? snapshot;

    /// <summary>A group.</summary>
    /// <param name="model">What is evaluated.</param>
    /// <param name="runtime">What it uses.</param>
    /// <param name="counters">Its figures; those of the group of the same key before a reload.</param>
    /// <param name="isRestoring">True to look up how long alerts were pending before this process began.</param>
    public RuleGroupState(RuleGroupModel model, RuleRuntime runtime, GroupCounters counters, bool isRestoring)
    {
        this.runtime = runtime;
        this.isRestoring = isRestoring;
        Model = model;
        Counters = counters;
        queries = runtime.Queries.From(QueryOrigin.RuleGroup(model.File, model.Name));
        rules = [.. model.Rules.Select(rule => rule is AlertingRuleModel alerting
            ? (RuleState)new AlertingRuleState(alerting, !isRestoring, OnTemplateFailed)
            : new RecordingRuleState((RecordingRuleModel)rule))];
    }

    /// <summary>What is evaluated.</summary>
    public RuleGroupModel Model { get; }

    /// <summary>The figures.</summary>
    public GroupCounters Counters { get; }

    /// <summary>The group as it was after its last evaluation. Any thread may read it.</summary>
    public RuleGroupSnapshot Snapshot => snapshot ?? Take(TimeSpan.Zero, null);

    /// <summary>Every series that its rules wrote and that has not ended. Read when the group does not run.</summary>
    public IReadOnlyList<Labels> LivingSeries =>
        [.. rules.SelectMany(rule => rule.PreviousSeries).Concat(departedSeries).Distinct()];

    /// <summary>Ends a running evaluation soon.</summary>
    public void Cancel() => stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose() => stopping.Dispose();

    /// <summary>
    /// Takes over from the group that this one replaces: rules of the same name and labels keep their alerts and
    /// series, the first of several with the first. What other rules wrote ends with the next evaluation.
    /// </summary>
    public void CopyFrom(RuleGroupState earlier)
    {
        var unmatched = earlier.rules.ToList();
        foreach (var rule in rules)
        {
            var same = unmatched.Find(other => other.Model.StateKey == rule.Model.StateKey);
            if (same is null)
            {
                continue;
            }

            unmatched.Remove(same);
            rule.PreviousSeries = same.PreviousSeries;
            if (rule is AlertingRuleState alerting && same is AlertingRuleState before)
            {
                alerting.CopyFrom(before);
            }
        }

        departedSeries.UnionWith(earlier.departedSeries);
        departedSeries.UnionWith(unmatched.SelectMany(rule => rule.PreviousSeries));
    }

    /// <summary>
    /// Evaluates all rules in order. Never throws: what escapes is counted, logged and shown on its rule.
    /// </summary>
    public void Evaluate(TimestampMs time)
    {
        var moment = new RuleMoment(
            time, time - Model.QueryOffset, Model.Limit, Model.Context, stopping.Token);
        var began = runtime.Clock.GetUtcNow();
        var started = runtime.Clock.GetTimestamp();
        var samples = 0L;
        foreach (var rule in rules)
        {
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            samples += EvaluateRule(rule, moment);
        }

        EndDepartedSeries(moment.QueryTime);
        RestoreWhenDue();
        var duration = runtime.Clock.GetElapsedTime(started);
        runtime.Metrics.GroupDurations.Observe(duration);
        Counters.Finish(duration, began, samples);
        snapshot = Take(duration, began);
    }

    /// <summary>Writes stale markers to series that no rule writes any more.</summary>
    public void EndSeries(IReadOnlyCollection<Labels> series, TimestampMs time)
    {
        try
        {
            runtime.Writer.Write([], series.ToHashSet(), time, out _, out _);
        }
        catch (StorageFailureException failure)
        {
            LogSeriesNotEnded(runtime.Logger, Model.File, Model.Name, failure);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a loop: a bug must not stop the group.")]
    private int EvaluateRule(RuleState rule, RuleMoment moment)
    {
        rule.LastEvaluation = runtime.Clock.GetUtcNow();
        var started = runtime.Clock.GetTimestamp();
        var count = 0;
        Counters.CountEvaluation();
        try
        {
            count = EvaluateAndWrite(rule, moment);
        }
        catch (Exception exception)
        {
            runtime.Metrics.CountLoopFailure();
            Fail(rule, exception.Message);
            LogRuleBroke(runtime.Logger, Model.File, Model.Name, rule.Model.Name, exception);
        }

        rule.EvaluationTime = runtime.Clock.GetElapsedTime(started);
        runtime.Metrics.RuleDurations.Observe(rule.EvaluationTime);
        rule.Publish();
        return count;
    }

    private int EvaluateAndWrite(RuleState rule, RuleMoment moment)
    {
        var outcome = rule.Evaluate(moment, queries);
        if (outcome.Error is not null)
        {
            Fail(rule, outcome.Error);
            if (!outcome.IsCanceled)
            {
                LogRuleFailed(runtime.Logger, Model.File, Model.Name, rule.Model.Name, outcome.Error);
            }

            return 0;
        }

        rule.Health = RuleHealth.Good;
        rule.LastError = "";

        // Alerts leave before the samples are written: a full disk must not keep anybody from hearing of it.
        if (rule is AlertingRuleState alerting)
        {
            Send(alerting, moment.Time);
        }

        Write(rule, outcome, moment.QueryTime);
        return outcome.Samples.Count;
    }

    private void Send(AlertingRuleState rule, TimestampMs now)
    {
        var alerts = rule.TakeAlertsToSend(now, runtime.Options.ResendDelay, Model.Interval, Model.Context);
        if (alerts.Count > 0)
        {
            runtime.Sink.Send(alerts);
        }
    }

    private void Write(RuleState rule, RuleOutcome outcome, TimestampMs time)
    {
        try
        {
            rule.PreviousSeries = runtime.Writer.Write(
                outcome.Samples, rule.PreviousSeries, time, out var refusal, out var refusedCount);
            if (refusal is not null)
            {
                rule.Health = RuleHealth.Bad;
                rule.LastError = refusal;
                LogSamplesRefused(runtime.Logger, Model.File, Model.Name, rule.Model.Name, refusedCount, refusal);
            }
        }
        catch (StorageFailureException failure)
        {
            Fail(rule, failure.Message);
            LogRuleFailed(runtime.Logger, Model.File, Model.Name, rule.Model.Name, failure.Message);
        }
    }

    private void Fail(RuleState rule, string error)
    {
        rule.Health = RuleHealth.Bad;
        rule.LastError = error;
        Counters.CountFailure();
    }

    private void EndDepartedSeries(TimestampMs time)
    {
        if (departedSeries.Count > 0)
        {
            EndSeries(departedSeries, time);
            departedSeries.Clear();
        }
    }

    // One evaluation more than needed: in the first, targets may not have been scraped yet.
    private void RestoreWhenDue()
    {
        if (!isRestoring || evaluationsBeforeRestore == 0 || --evaluationsBeforeRestore > 0)
        {
            return;
        }

        var started = runtime.Clock.GetTimestamp();
        var restoration = new ForStateRestoration(runtime, stopping.Token);
        foreach (var rule in rules.OfType<AlertingRuleState>())
        {
            restoration.Restore(rule);
            rule.Publish();
        }

        Counters.LastRestoreSeconds = runtime.Clock.GetElapsedTime(started).TotalSeconds;
    }

    private void OnTemplateFailed(string rule, string error)
    {
        runtime.Metrics.CountTemplateFailure();
        LogTemplateFailed(runtime.Logger, Model.File, Model.Name, rule, error);
    }

    private RuleGroupSnapshot Take(TimeSpan duration, DateTimeOffset? began) => new()
    {
        Name = Model.Name,
        File = Model.File,
        Interval = Model.Interval,
        Limit = Model.Limit,
        Rules = [.. rules.Select(rule => rule.Snapshot)],
        EvaluationTime = duration,
        LastEvaluation = began,
    };
}
