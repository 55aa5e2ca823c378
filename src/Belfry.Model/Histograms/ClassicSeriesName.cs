namespace Belfry.Model.Histograms;

/// <summary>Names of the series that make up a classic histogram.</summary>
public static class ClassicSeriesName
{
    /// <summary>
    /// The name without <c>_bucket</c>, <c>_sum</c> or <c>_count</c>, and which of them it had. A <c>_created</c>
    /// stays.
    /// </summary>
    public static ClassicSeriesPart Split(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> histogramName)
    {
        var (part, suffixLength) = name.EndsWith("_bucket"u8) ? (ClassicSeriesPart.Bucket, "_bucket"u8.Length)
            : name.EndsWith("_sum"u8) ? (ClassicSeriesPart.Sum, "_sum"u8.Length)
            : name.EndsWith("_count"u8) ? (ClassicSeriesPart.Count, "_count"u8.Length)
            : (ClassicSeriesPart.None, 0);
        histogramName = name[..^suffixLength];
        return part;
    }
}
