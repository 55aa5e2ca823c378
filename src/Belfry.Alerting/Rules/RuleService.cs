using Belfry.Alerting.Rules.Evaluation;
using Belfry.Alerting.Rules.Scheduling;
using Belfry.Alerting.Rules.Snapshots;
using Belfry.Alerting.Rules.Telemetry;
using Belfry.Model;
using Belfry.Model.Metrics;
using Belfry.Platform.Time;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Rules;

/// <summary>
/// Evaluates rule groups in their rhythm on threads of its own, writes what recording rules give, and hands alerts to a
/// sink. Groups come by <see cref="ApplyAsync"/>, which may replace them at any time. Thread-safe.
/// </summary>
public sealed partial class RuleService : IMetricSource, IDisposable
{
    private readonly RuleRuntime runtime;
    private readonly RuleSchedule schedule = new();
    private readonly Lock departedLock = new();
    private readonly List<DepartedSeries> departed = [];
    private readonly SemaphoreSlim applying = new(1);
    private volatile IReadOnlyList<RuleGroupState> groups = [];
    private RuleClock? clock;
    private bool isFirst = true;
    private bool isDisposed;

    /// <summary>A service without groups that does not evaluate until <see cref="Start"/>.</summary>
    /// <param name="engine">Answers the rules' expressions.</param>
    /// <param name="store">Takes the series that rules write.</param>
    /// <param name="sink">Takes the alerts, firing and resolved.</param>
    /// <param name="options">How rules are evaluated.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Takes what goes wrong.</param>
    public RuleService(
        IQueryEngine engine,
        ISampleStore store,
        IAlertSink sink,
        RuleOptions options,
        TimeProvider timeProvider,
        ILogger<RuleService> logger) =>
        runtime = new RuleRuntime(engine, store, sink, options, timeProvider, new RuleMetrics(), logger);

    /// <summary>
    /// All groups as they were after their last evaluation, sorted by file, then in the order of the files.
    /// </summary>
    public IReadOnlyList<RuleGroupSnapshot> Snapshot() => [.. groups.Select(group => group.Snapshot)];

    /// <summary>Starts the threads that evaluate. Call it once, when the store can be queried.</summary>
    public void Start() => clock = RuleClock.Start(
        Math.Max(runtime.Options.ConcurrencyMax, 1), RunOne, UntilNext, runtime.Metrics, runtime.Logger);

    /// <summary>
    /// Replaces all groups. A group that is the same as before goes on undisturbed; one that changed takes over the
    /// alerts and series of its rules of the same name and labels; series of rules that are gone are ended.
    /// </summary>
    public async Task ApplyAsync(RuleGroups next, CancellationToken cancellationToken)
    {
        await applying.WaitAsync(cancellationToken);
        try
        {
            await ReplaceAsync(next);
        }
        finally
        {
            applying.Release();
        }
    }

    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer) => runtime.Metrics.Write(writer, groups);

    /// <summary>
    /// Stops evaluating; queries that run are cancelled. Series are not ended: a restart goes on with them.
    /// </summary>
    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        foreach (var group in groups)
        {
            group.Cancel();
        }

        clock?.Dispose();
        foreach (var group in groups)
        {
            group.Dispose();
        }

        groups = [];
        applying.Dispose();
    }

    /// <summary>Evaluates everything that is due on the caller's thread.</summary>
    internal void RunDue()
    {
        while (RunOne())
        {
        }
    }

    private async Task ReplaceAsync(RuleGroups next)
    {
        var before = groups.ToDictionary(group => group.Model.Key, StringComparer.Ordinal);
        var after = new List<RuleGroupState>();
        var added = new List<RuleGroupState>();
        foreach (var model in next.Groups.OrderBy(model => model.File, StringComparer.Ordinal))
        {
            before.Remove(model.Key, out var earlier);
            if (earlier is not null && earlier.Model.Identity == model.Identity)
            {
                after.Add(earlier);
                continue;
            }

            var group = new RuleGroupState(
                model, runtime, earlier?.Counters ?? new GroupCounters(), isRestoring: isFirst);
            if (earlier is not null)
            {
                await StopAsync(earlier);
                group.CopyFrom(earlier);
                earlier.Dispose();
            }

            after.Add(group);
            added.Add(group);
        }

        foreach (var gone in before.Values)
        {
            await StopAsync(gone);
            Depart(gone);
        }

        groups = after;
        var now = runtime.Clock.NowMs();
        foreach (var group in added)
        {
            schedule.Add(group, now);
        }

        isFirst = false;
        LogGroupsApplied(runtime.Logger, after.Count, added.Count, before.Count);
    }

    private async Task StopAsync(RuleGroupState group)
    {
        var ended = schedule.RemoveAsync(group);
        group.Cancel();
        await ended;
    }

    // Not at once: a rule that was only moved to another group writes the same series soon, and then they go on.
    private void Depart(RuleGroupState group)
    {
        var now = runtime.Clock.NowMs();
        lock (departedLock)
        {
            departed.Add(new DepartedSeries(
                group, group.LivingSeries, now - group.Model.QueryOffset, now + (2 * group.Model.Interval)));
        }
    }

    private bool RunOne()
    {
        var now = runtime.Clock.NowMs();
        EndDeparted(now);
        if (!schedule.TryTake(now, out var turn))
        {
            return false;
        }

        try
        {
            turn.Group.Counters.CountIteration(turn.MissedCount);
            turn.Group.Evaluate(turn.Time);
        }
        finally
        {
            schedule.Complete(turn);
        }

        return true;
    }

    private TimeSpan UntilNext() =>
        schedule.TryPeek(runtime.Clock.NowMs(), out var wait) ? wait : TimeSpan.MaxValue;

    private void EndDeparted(TimestampMs now)
    {
        List<DepartedSeries> due;
        lock (departedLock)
        {
            due = departed.FindAll(series => series.Due <= now);
            departed.RemoveAll(series => series.Due <= now);
        }

        foreach (var series in due)
        {
            series.Group.EndSeries(series.Series, series.Time);
            series.Group.Dispose();
        }
    }

    /// <summary>Series of a group that is gone, and when to end them.</summary>
    private sealed record DepartedSeries(
        RuleGroupState Group, IReadOnlyList<Labels> Series, TimestampMs Time, TimestampMs Due);
}
