using Belfry.Model;
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

    /// <summary>What an operation that drops names makes of <paramref name="key"/>.</summary>
    internal SeriesKey Drop(SeriesKey key) =>
        options.DelayedNameRemoval ? key with { DropsName = true } : new SeriesKey(Remove(key.Labels), false);

    /// <summary>An operator's values without the name.</summary>
    internal KeyedOperator Over(VectorOperator inner) =>
        new(inner, Drop) { DropsNameOnly = !options.DelayedNameRemoval };

    /// <summary>What remains of <paramref name="key"/> at the end of the query.</summary>
    internal SeriesKey Finish(SeriesKey key) => key.DropsName ? new SeriesKey(Remove(key.Labels), false) : key;

    /// <summary>The labels without the name.</summary>
    internal Labels Remove(Labels labels) => projection.ProjectToLabels(labels);
}
