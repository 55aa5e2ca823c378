using Belfry.Query.Engine.Operators;

namespace Belfry.Query.Engine.Profiling;

/// <summary>An operator whose rows, values and time are counted; otherwise the same.</summary>
internal sealed class MeasuredOperator(VectorOperator inner, ProfileNode node, TimeProvider time)
    : VectorOperator(inner.Grid)
{
    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => inner.Rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => inner.IsOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        var began = time.GetTimestamp();
        inner.Prepare(evaluation);
        node.AddTime(time.GetElapsedTime(began));
        node.Rows = inner.Rows.Count;
        node.AddValues(0);
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        var began = time.GetTimestamp();
        inner.Fill(row, values, histograms, workspace);
        node.AddTime(time.GetElapsedTime(began));
        node.AddValues(Presence.Count(values));
    }
}
