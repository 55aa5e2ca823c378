using System.Text;

namespace Belfry.Model.Histograms;

/// <summary>
/// A native histogram with custom buckets as the series of a classic one, for receivers that know no other. Source:
/// prometheus <c>model/histogram/convert.go</c>.
/// </summary>
public static class ClassicSeries
{
    /// <summary>
    /// Gives the series to <paramref name="emit"/>: buckets by rising bound up to +Inf, then count and sum. False when
    /// there is no such form: the labels have no metric name, or the histogram is invalid or has no custom buckets;
    /// then nothing was given, and <paramref name="error"/> says why in Prometheus's words.
    /// </summary>
    public static bool TryExpand(
        NativeHistogram histogram, Labels labels, Action<Labels, double> emit, out string? error)
    {
        error = labels.MetricName.Length == 0 ? "metric name label '__name__' is missing"
            : !histogram.HasCustomBuckets ? "unsupported histogram schema, not a NHCB"
            : histogram.FindDefect();
        if (error is not null)
        {
            return false;
        }

        var builder = new LabelsBuilder();
        var counts = histogram is FloatHistogram floats ? Dense(floats) : Dense((IntegerHistogram)histogram);
        var total = 0.0;
        for (var index = 0; index < counts.Length; index++)
        {
            total += counts[index];
            var bound = BucketBounds.Of(index, histogram.Schema, histogram.CustomValues);
            emit(Series(builder, labels, "_bucket", BoundText(bound)), total);
        }

        var observations = histogram is FloatHistogram fractional
            ? fractional.Count
            : ((IntegerHistogram)histogram).Count;
        emit(Series(builder, labels, "_count", null), observations);
        emit(Series(builder, labels, "_sum", null), histogram.Sum);
        return true;
    }

    private static Labels Series(LabelsBuilder builder, Labels labels, string suffix, string? bound)
    {
        builder.Reset(labels);
        builder.Set(LabelNames.MetricName, labels.MetricName + suffix);
        if (bound is not null)
        {
            builder.Set(LabelNames.BucketUtf8, Encoding.ASCII.GetBytes(bound));
        }

        return builder.ToLabels();
    }

    private static double[] Dense(FloatHistogram histogram)
    {
        var counts = new double[histogram.CustomValues.Length + 1];
        var cursor = histogram.Positive.Ascending();
        while (cursor.MoveNext())
        {
            counts[cursor.Index] = histogram.PositiveBuckets[cursor.Position];
        }

        return counts;
    }

    // In gaps between spans the original repeats the count of the bucket before, though nothing was observed there.
    // Receivers must get from us what they get from it.
    private static double[] Dense(IntegerHistogram histogram)
    {
        var counts = new double[histogram.CustomValues.Length + 1];
        var cursor = histogram.Positive.Ascending();
        var count = 0L;
        var end = 0;
        while (cursor.MoveNext())
        {
            counts.AsSpan(end, cursor.Index - end).Fill(count);
            count += histogram.PositiveDeltas[cursor.Position];
            counts[cursor.Index] = count;
            end = cursor.Index + 1;
        }

        return counts;
    }

    // As OpenMetrics writes floats: never like an integer.
    private static string BoundText(double bound)
    {
        var text = FloatText.General(bound);
        return double.IsFinite(bound) && text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text;
    }
}
