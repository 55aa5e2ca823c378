using Belfry.Model;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// <c>histogram_quantiles</c>: the rows of several quantiles, each with its quantile in a label. A quantile that is not
/// the same at all steps has rows for each value. Rows may repeat a label set: the caller merges them.
/// </summary>
internal sealed class QuantilesOperator(
    string label, (ScalarOperator Quantile, BucketOperator Rows)[] quantiles, StepGrid grid) : VectorOperator(grid)
{
    private readonly List<Place> places = [];
    private SeriesKey[] rows = [];

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        var keys = new List<SeriesKey>();
        var builder = new LabelsBuilder();
        for (var number = 0; number < quantiles.Length; number++)
        {
            var (quantile, inner) = quantiles[number];
            inner.Prepare(evaluation);
            foreach (var bits in quantile.Values.Select(BitConverter.DoubleToInt64Bits).Distinct())
            {
                for (var row = 0; row < inner.Rows.Count; row++)
                {
                    builder.Reset(inner.Rows[row].Labels);
                    builder.Set(label, Text(BitConverter.Int64BitsToDouble(bits)));
                    keys.Add(inner.Rows[row] with { Labels = builder.ToLabels() });
                    places.Add(new Place(number, row, bits));
                }
            }
        }

        rows = [.. keys];
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        var place = places[row];
        var (quantile, inner) = quantiles[place.Quantile];
        inner.Fill(place.Row, values, histograms, workspace);
        for (var step = 0; step < values.Length; step++)
        {
            if (BitConverter.DoubleToInt64Bits(quantile.Values[step]) != place.Bits)
            {
                values[step] = Presence.Absent;
            }
        }
    }

    // As OpenMetrics writes floats: never like an integer.
    private static string Text(double value)
    {
        var text = FloatText.General(value);
        return double.IsFinite(value) && text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text;
    }

    private readonly record struct Place(int Quantile, int Row, long Bits);
}
