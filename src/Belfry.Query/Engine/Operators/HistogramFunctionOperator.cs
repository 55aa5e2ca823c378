using Belfry.Model.Histograms;

namespace Belfry.Query.Engine.Operators;

/// <summary>A number from each native histogram; floats have none.</summary>
internal sealed class HistogramFunctionOperator(VectorOperator inner, Func<FloatHistogram, double> function)
    : VectorOperator(inner.Grid)
{
    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => inner.Rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => inner.IsOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation) => inner.Prepare(evaluation);

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        inner.Fill(row, values, histograms, workspace);
        for (var step = 0; step < values.Length; step++)
        {
            values[step] = histograms[step] is { } histogram ? function(histogram) : Presence.Absent;
        }

        histograms.Reset(values.Length);
    }
}
