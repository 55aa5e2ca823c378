using System.Globalization;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.EndToEnd.Tests.PrometheusData;

/// <summary>Samples as lines that both sides can write.</summary>
internal static class SampleText
{
    internal static string Of(string labels, long timeMs, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{labels} {timeMs} {value:R}");

    internal static string Of(string labels, long timeMs, double count, double sum, IEnumerable<double> buckets)
    {
        var populated = buckets.Where(bucket => bucket != 0)
            .Select(bucket => bucket.ToString("R", CultureInfo.InvariantCulture));
        return string.Create(
            CultureInfo.InvariantCulture, $"{labels} {timeMs} {count:R} {sum:R} [{string.Join(' ', populated)}]");
    }

    internal static IEnumerable<string> Of(Labels labels, SampleColumns columns)
    {
        var text = string.Join(',', labels.ToPairs().Select(label => $"{label.Key}={label.Value}"));
        for (var index = 0; index < columns.Count; index++)
        {
            yield return columns.HasHistograms && columns.Histograms[index] is { } histogram
                ? Of(text, columns.TimestampsMs[index], histogram)
                : Of(text, columns.TimestampsMs[index], columns.Values[index]);
        }
    }

    private static string Of(string labels, long timeMs, NativeHistogram histogram) => histogram switch
    {
        IntegerHistogram whole => Of(labels, timeMs, whole.Count, whole.Sum,
        [
            .. Counts(whole.NegativeDeltas).Reverse(), whole.ZeroCount, .. Counts(whole.PositiveDeltas),
        ]),
        FloatHistogram fraction => Of(labels, timeMs, fraction.Count, fraction.Sum,
        [
            .. fraction.NegativeBuckets.Reverse(), fraction.ZeroCount, .. fraction.PositiveBuckets,
        ]),
        _ => "",
    };

    private static IEnumerable<double> Counts(long[] deltas)
    {
        long count = 0;
        foreach (var delta in deltas)
        {
            count += delta;
            yield return count;
        }
    }
}
