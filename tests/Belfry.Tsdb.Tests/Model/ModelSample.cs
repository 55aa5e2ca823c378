using System.Globalization;
using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>A float or a native histogram at a time. Equal when a query could not tell them apart.</summary>
internal readonly record struct ModelSample(long TimeMs, long ValueBits, NativeHistogram? Histogram)
{
    internal static ModelSample Of(long timeMs, double value) => new(timeMs, BitConverter.DoubleToInt64Bits(value), null);

    internal static ModelSample Of(long timeMs, NativeHistogram histogram) =>
        new(timeMs, BitConverter.DoubleToInt64Bits(histogram.Sum), histogram);

    public bool Equals(ModelSample other) =>
        TimeMs == other.TimeMs
        && ValueBits == other.ValueBits
        && (Histogram is null == other.Histogram is null)
        && (Histogram is null || HistogramBuckets.AreSame(Histogram, other.Histogram!));

    public override int GetHashCode() => HashCode.Combine(TimeMs, ValueBits);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{TimeMs}:{(Histogram is null ? StoreFixture.Text(Value) : HistogramBuckets.Text(Histogram))}");

    private double Value => BitConverter.Int64BitsToDouble(ValueBits);
}
