using Belfry.Model;
using Belfry.Query.PromQL;
using Belfry.Query.Engine.Operators;

namespace Belfry.Query.Engine;

/// <summary>
/// Drops the metric name, and with it the type and unit labels, at once or by leaving a note for the end of the query.
/// Not thread-safe.
/// </summary>
internal sealed class NameRemoval(QueryEngineOptions options)
{
    /// <summary>The labels that go together.</summary>
    internal static readonly string[] Names = [LabelNames.MetricName, "__type__", "__unit__"];

    private readonly LabelProjection projection = new(
        Names, keeps: false);

    /// <summary>Whether a binary operator changes what a series is about; filters and trims do not.</summary>
    internal static bool IsDue(BinaryOperator op, bool returnsBool) => returnsBool
        || !(op.IsComparison() || op is BinaryOperator.TrimUpper or BinaryOperator.TrimLower);

    /// <summary>What an operation that drops names makes of <paramref name="key"/>.</summary>
    internal SeriesKey Drop(SeriesKey key) =>
        options.DelayedNameRemoval ? key with { DropsName = true } : new SeriesKey(Remove(key.Labels), false);

    /// <summary>An operator's values without the name.</summary>
    internal KeyedOperator Over(VectorOperator inner) =>
        new(inner, Drop) { DropsNameOnly = !options.DelayedNameRemoval };

    /// <summary>The same, but type and unit stay where names go at once, as functions of histograms have it.</summary>
    internal KeyedOperator OverNameOnly(VectorOperator inner)
    {
        if (options.DelayedNameRemoval)
        {
            return Over(inner);
        }

        var name = new LabelProjection([LabelNames.MetricName], keeps: false);
        return new KeyedOperator(inner, key => new SeriesKey(name.ProjectToLabels(key.Labels), false))
        {
            DropsNameOnly = true,
        };
    }

    /// <summary>What remains of <paramref name="key"/> at the end of the query.</summary>
    internal SeriesKey Finish(SeriesKey key) => key.DropsName ? new SeriesKey(Remove(key.Labels), false) : key;

    /// <summary>The labels without the name.</summary>
    internal Labels Remove(Labels labels) => projection.ProjectToLabels(labels);
}
