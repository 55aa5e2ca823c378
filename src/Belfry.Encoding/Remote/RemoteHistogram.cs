using System.Diagnostics.CodeAnalysis;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Encoding.Remote;

/// <summary>
/// Reads the <c>Histogram</c> message of remote write, whose fields are the same in 1.0 and 2.0. A histogram is one of
/// floats when its count is. What comes out is well formed but not checked: that is for
/// <see cref="HistogramValidation"/>.
/// </summary>
public static class RemoteHistogram
{
    /// <summary>
    /// Reads a whole message. False, with the reason in <paramref name="error"/>, when it is damaged or holds more than
    /// 65536 spans, buckets or bounds in one list.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> message,
        [NotNullWhen(true)] out NativeHistogram? histogram,
        out TimestampMs timestamp,
        [NotNullWhen(false)] out string? error)
    {
        var parts = default(HistogramParts);
        var isFloat = false;
        timestamp = default;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    (parts.Count, isFloat) = (fields.UInt64(), false);
                    break;
                case 2:
                    (parts.CountFloat, isFloat) = (fields.Double(), true);
                    break;
                case 6:
                    (parts.ZeroCount, parts.ZeroCountFloat) = (fields.UInt64(), 0);
                    break;
                case 7:
                    (parts.ZeroCountFloat, parts.ZeroCount) = (fields.Double(), 0);
                    break;
                case 14:
                    parts.Hint = Hint(fields.UInt64());
                    break;
                case 15:
                    timestamp = new TimestampMs(fields.Int64());
                    break;
                default:
                    ReadShape(ref fields, ref parts);
                    break;
            }
        }

        error = fields.Error;
        histogram = error is not null ? null : isFloat ? parts.ToFloat() : parts.ToInteger();
        return error is null;
    }

    private static void ReadShape(ref ProtobufReader fields, ref HistogramParts parts)
    {
        switch (fields.Field)
        {
            case 3:
                parts.Sum = fields.Double();
                break;
            case 4:
                parts.Schema = (int)fields.SignedInt64();
                break;
            case 5:
                parts.ZeroThreshold = fields.Double();
                break;
            case 8:
                RepeatedField.AddSpan(ref fields, ref parts.NegativeSpans);
                break;
            case 9:
                RepeatedField.AddSigned(ref fields, ref parts.NegativeDeltas);
                break;
            case 10:
                RepeatedField.AddDoubles(ref fields, ref parts.NegativeCounts);
                break;
            case 11:
                RepeatedField.AddSpan(ref fields, ref parts.PositiveSpans);
                break;
            case 12:
                RepeatedField.AddSigned(ref fields, ref parts.PositiveDeltas);
                break;
            case 13:
                RepeatedField.AddDoubles(ref fields, ref parts.PositiveCounts);
                break;
            case 16:
                RepeatedField.AddDoubles(ref fields, ref parts.CustomValues);
                break;
            default:
                fields.Skip();
                break;
        }
    }

    // A value that the format does not have says nothing.
    private static CounterResetHint Hint(ulong value) =>
        value <= (ulong)CounterResetHint.Gauge ? (CounterResetHint)value : CounterResetHint.Unknown;
}
