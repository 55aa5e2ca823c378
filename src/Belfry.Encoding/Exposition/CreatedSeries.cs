using Belfry.Model.Metrics;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// The series <c>_created</c> of OpenMetrics 1.0, whose value says since when the series of a counter, a summary or a
/// histogram count. Which of them it is about is told as prometheus <c>model/textparse/openmetricsparse.go</c> does.
/// </summary>
internal static class CreatedSeries
{
    private const int SuffixLengthBytes = 8;

    private static ReadOnlySpan<byte> Suffix => "_created"u8;

    /// <summary>Whether families of this type have such series.</summary>
    internal static bool Has(MetricType type) =>
        type is MetricType.Counter or MetricType.Summary or MetricType.Histogram;

    /// <summary>True at least for all series that are such; quick.</summary>
    internal static bool MayBe(ReadOnlySpan<byte> series) => series.IndexOf(Suffix) >= 0;

    /// <summary>Whether a well-formed series is such by its name.</summary>
    internal static bool Is(ReadOnlySpan<byte> series)
    {
        if (!MayBe(series))
        {
            return false;
        }

        var parts = new SeriesParts(series);
        while (parts.NextLabel(default))
        {
        }

        return parts.MetricName.EndsWith(Suffix);
    }

    /// <summary>
    /// Whether <paramref name="created"/>, which is such a series, is about <paramref name="series"/>: the labels are
    /// the same and in the same order, but for bounds and quantiles, and so is the name up to the length of its
    /// family's.
    /// </summary>
    internal static bool IsAbout(
        ReadOnlySpan<byte> created, ReadOnlySpan<byte> series, int familyLengthBytes, MetricType type)
    {
        var passedOver = type switch
        {
            MetricType.Summary => "quantile"u8,
            MetricType.Histogram => "le"u8,
            _ => default,
        };
        var left = new SeriesParts(created);
        var right = new SeriesParts(series);
        while (left.NextLabel(passedOver))
        {
            if (!right.NextLabel(passedOver) || !left.Name.SequenceEqual(right.Name)
                || !left.Value.SequenceEqual(right.Value))
            {
                return false;
            }
        }

        return !right.NextLabel(passedOver)
            && right.MetricName.Length >= familyLengthBytes
            && left.MetricName[..^SuffixLengthBytes].SequenceEqual(right.MetricName[..familyLengthBytes]);
    }
}
