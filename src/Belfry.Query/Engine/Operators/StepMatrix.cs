using Belfry.Model.Histograms;

namespace Belfry.Query.Engine.Operators;

/// <summary>All rows of an operator at once, for those who need them in another order or more than once.</summary>
internal sealed class StepMatrix
{
    private readonly double[][] rows;
    private readonly FloatHistogram?[]?[] histograms;

    private StepMatrix(double[][] rows, FloatHistogram?[]?[] histograms)
    {
        this.rows = rows;
        this.histograms = histograms;
        HasHistograms = Array.Exists(histograms, row => row is not null);
    }

    /// <summary>The values of a row, one for each step.</summary>
    internal ReadOnlySpan<double> this[int row] => rows[row];

    /// <summary>Computes every row of <paramref name="source"/>, which must be prepared.</summary>
    internal static StepMatrix Of(VectorOperator source, Evaluation evaluation)
    {
        var steps = source.Grid.Count;
        var rows = new double[source.Rows.Count][];
        var histograms = new FloatHistogram?[]?[rows.Length];
        BlockPump.Run(source, evaluation, block =>
        {
            evaluation.Hold((long)block.Count * steps);
            for (var row = 0; row < block.Count; row++)
            {
                rows[block.First + row] = block.Values(row).ToArray();
                histograms[block.First + row] = block.Histograms(row)?.Snapshot();
                evaluation.Hold(HistogramWeight.Excess(block.Histograms(row)));
            }
        });
        return new StepMatrix(rows, histograms);
    }

    /// <summary>Whether there is any native histogram.</summary>
    internal bool HasHistograms { get; }

    /// <summary>The native histogram of a row at a step; null when it has none there.</summary>
    internal FloatHistogram? Histogram(int row, int step) => histograms[row]?[step];

    /// <summary>Fills a row.</summary>
    internal void CopyTo(int row, Span<double> values, HistogramRow target)
    {
        rows[row].CopyTo(values);
        target.SetAll(histograms[row]);
    }
}
