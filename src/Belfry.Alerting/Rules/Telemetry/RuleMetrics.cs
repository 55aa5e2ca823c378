using Belfry.Alerting.Rules.Evaluation;
using Belfry.Model.Metrics;

namespace Belfry.Alerting.Rules.Telemetry;

/// <summary>
/// The metrics of rule evaluation, under the names that dashboards of Prometheus ask for. Thread-safe.
/// </summary>
internal sealed class RuleMetrics
{
    private long templateFailures;
    private long loopFailures;

    /// <summary>How long rules take.</summary>
    public DurationSummary RuleDurations { get; } = new(
        "prometheus_rule_evaluation_duration_seconds", "The duration for a rule to execute.", 0.5, 0.9, 0.99);

    /// <summary>How long groups take.</summary>
    public DurationSummary GroupDurations { get; } = new(
        "prometheus_rule_group_duration_seconds", "The duration of rule group evaluations.",
        0.01, 0.05, 0.5, 0.9, 0.99);

    /// <summary>Counts a template that could not be expanded.</summary>
    public void CountTemplateFailure() => Interlocked.Increment(ref templateFailures);

    /// <summary>Counts what escaped from an evaluation and was caught at the edge of its loop.</summary>
    public void CountLoopFailure() => Interlocked.Increment(ref loopFailures);

    /// <summary>Writes all families for these groups.</summary>
    public void Write(IMetricFamilyWriter writer, IReadOnlyList<RuleGroupState> groups)
    {
        RuleDurations.Write(writer);
        Write(writer, groups, "prometheus_rule_evaluation_failures_total", MetricType.Counter,
            "The total number of rule evaluation failures.", group => group.Counters.Failures);
        Write(writer, groups, "prometheus_rule_evaluations_total", MetricType.Counter,
            "The total number of rule evaluations.", group => group.Counters.Evaluations);
        GroupDurations.Write(writer);
        Write(writer, groups, "prometheus_rule_group_interval_seconds", MetricType.Gauge,
            "The interval of a rule group.", group => group.Model.Interval.TotalSeconds);
        Write(writer, groups, "prometheus_rule_group_iterations_missed_total", MetricType.Counter,
            "The total number of rule group evaluations missed due to slow rule group evaluation.",
            group => group.Counters.Missed);
        Write(writer, groups, "prometheus_rule_group_iterations_total", MetricType.Counter,
            "The total number of scheduled rule group evaluations, whether executed or missed.",
            group => group.Counters.Iterations);
        Write(writer, groups, "prometheus_rule_group_last_duration_seconds", MetricType.Gauge,
            "The duration of the last rule group evaluation.", group => group.Counters.LastDurationSeconds);
        Write(writer, groups, "prometheus_rule_group_last_evaluation_samples", MetricType.Gauge,
            "The number of samples returned during the last rule group evaluation.",
            group => group.Counters.LastSamples);
        Write(writer, groups, "prometheus_rule_group_last_evaluation_timestamp_seconds", MetricType.Gauge,
            "The timestamp of the last rule group evaluation in seconds.",
            group => group.Counters.LastEvaluationSeconds);
        Write(writer, groups, "prometheus_rule_group_last_restore_duration_seconds", MetricType.Gauge,
            "The duration of the last alert rules alerts restoration using the `ALERTS_FOR_STATE` series.",
            group => group.Counters.LastRestoreSeconds);
        Write(writer, groups, "prometheus_rule_group_rules", MetricType.Gauge,
            "The number of rules.", group => group.Model.Rules.Count);
        Write(writer, "prometheus_template_text_expansion_failures_total",
            "The total number of template text expansion failures.", Interlocked.Read(ref templateFailures));
        Write(writer, "belfry_rule_loop_failures_total",
            "Failures that escaped from rule evaluation and did not end its loop.", Interlocked.Read(ref loopFailures));
    }

    private static void Write(
        IMetricFamilyWriter writer,
        IReadOnlyList<RuleGroupState> groups,
        string name,
        MetricType type,
        string help,
        Func<RuleGroupState, double> value)
    {
        writer.BeginFamily(name, type, help);
        foreach (var group in groups)
        {
            writer.WriteSample("", [new("rule_group", group.Model.Key)], value(group));
        }
    }

    private static void Write(IMetricFamilyWriter writer, string name, string help, double value)
    {
        writer.BeginFamily(name, MetricType.Counter, help);
        writer.WriteSample("", [], value);
    }
}
