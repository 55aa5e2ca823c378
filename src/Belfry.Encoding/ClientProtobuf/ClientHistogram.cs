using Belfry.Encoding.Remote;
using Belfry.Model.Histograms;

namespace Belfry.Encoding.ClientProtobuf;

/// <summary>
/// The <c>Histogram</c> message of <c>io.prometheus.client</c>: a native histogram, a classic one, or both. Reads the
/// native part; where the classic buckets lie is for <see cref="ClassicFields"/>.
/// </summary>
internal static class ClientHistogram
{
    /// <summary>Reads all but the buckets. The error is for the caller to look at when it is done.</summary>
    internal static string? Read(ReadOnlySpan<byte> message, ref ClassicFields classic, out HistogramParts parts)
    {
        parts = default;
        classic = default;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    parts.Count = fields.UInt64();
                    break;
                case 2:
                    parts.Sum = fields.Double();
                    break;
                case 3:
                    classic.BucketCount++;
                    fields.Skip();
                    break;
                case 4:
                    parts.CountFloat = fields.Double();
                    break;
                case 16:
                    classic.ExemplarCount++;
                    fields.Skip();
                    break;
                default:
                    ReadNative(ref fields, ref parts);
                    break;
            }
        }

        classic.Count = parts.CountFloat == 0 ? parts.Count : parts.CountFloat;
        classic.Sum = parts.Sum;
        return fields.Error;
    }

    /// <summary>
    /// Whether a native histogram was meant: one without any bucket and a threshold of zero has a span of no length to
    /// say so.
    /// </summary>
    internal static bool IsNative(in HistogramParts parts) =>
        parts.PositiveSpans.Count > 0 || parts.NegativeSpans.Count > 0 || parts.ZeroThreshold > 0
        || parts.ZeroCount > 0;

    /// <summary>The native histogram, compact; one of floats when a count of floats is there.</summary>
    internal static NativeHistogram ToHistogram(ref HistogramParts parts, bool isGauge)
    {
        parts.Hint = isGauge ? CounterResetHint.Gauge : CounterResetHint.Unknown;
        return parts.CountFloat > 0 || parts.ZeroCountFloat > 0
            ? parts.ToFloat()
            : parts.ToInteger();
    }

    private static void ReadNative(ref ProtobufReader fields, ref HistogramParts parts)
    {
        switch (fields.Field)
        {
            case 5:
                parts.Schema = (int)fields.SignedInt64();
                break;
            case 6:
                parts.ZeroThreshold = fields.Double();
                break;
            case 7:
                parts.ZeroCount = fields.UInt64();
                break;
            case 8:
                parts.ZeroCountFloat = fields.Double();
                break;
            case 9:
                RepeatedField.AddSpan(ref fields, ref parts.NegativeSpans);
                break;
            case 10:
                RepeatedField.AddSigned(ref fields, ref parts.NegativeDeltas);
                break;
            case 11:
                RepeatedField.AddDoubles(ref fields, ref parts.NegativeCounts);
                break;
            case 12:
                RepeatedField.AddSpan(ref fields, ref parts.PositiveSpans);
                break;
            case 13:
                RepeatedField.AddSigned(ref fields, ref parts.PositiveDeltas);
                break;
            case 14:
                RepeatedField.AddDoubles(ref fields, ref parts.PositiveCounts);
                break;
            default:
                fields.Skip();
                break;
        }
    }
}
