using Belfry.Model.Histograms;

namespace Belfry.Query.Engine.Operators;

/// <summary>A vector with the other sign; native histograms become gauges.</summary>
internal sealed class NegationOperator(VectorOperator inner) : VectorOperator(inner.Grid)
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
            if (histograms[step] is { } histogram)
            {
                histograms.Set(step, histogram.Multiply(-1));
            }
            else if (Presence.IsPresent(values[step]))
            {
                values[step] = -values[step];
            }
        }
    }
}
