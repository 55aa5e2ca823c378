using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Encoding.Remote;

/// <summary>
/// Reads values of the repeated fields that histograms are made of, packed or one by one. Errors, too many values among
/// them, stop the reader of the message.
/// </summary>
internal static class RepeatedField
{
    /// <summary>
    /// The most spans, buckets or bounds of one list. The finest schema has this many buckets for all magnitudes from
    /// 2^-128 to 2^128; more is damage or an attack, which a small packed field could make into much memory.
    /// </summary>
    internal const int CountMax = 1 << 16;

    /// <summary>Adds integers in zigzag form.</summary>
    internal static void AddSigned(ref ProtobufReader fields, ref ValueList<long> values)
    {
        if (fields.Type != WireType.Bytes)
        {
            values.Add(fields.SignedInt64());
            Limit(ref fields, values.Count);
            return;
        }

        var packed = new ProtobufReader(fields.Bytes());
        var count = CountVarints(packed.Rest);
        if (!Limit(ref fields, values.Count + count))
        {
            return;
        }

        values.Reserve(count);
        while (!packed.IsAtEnd && packed.Error is null)
        {
            values.Add(Zigzag.Decode(packed.PackedVarint()));
        }

        fields.Refuse(packed.Error);
    }

    /// <summary>Adds doubles.</summary>
    internal static void AddDoubles(ref ProtobufReader fields, ref ValueList<double> values)
    {
        if (fields.Type != WireType.Bytes)
        {
            values.Add(fields.Double());
            Limit(ref fields, values.Count);
            return;
        }

        var packed = new ProtobufReader(fields.Bytes());
        var count = packed.Rest.Length / sizeof(double);
        if (!Limit(ref fields, values.Count + count))
        {
            return;
        }

        values.Reserve(count);
        while (!packed.IsAtEnd && packed.Error is null)
        {
            values.Add(packed.PackedDouble());
        }

        fields.Refuse(packed.Error);
    }

    /// <summary>Adds one span, a message of its own: offset 1, length 2.</summary>
    internal static void AddSpan(ref ProtobufReader fields, ref ValueList<BucketSpan> spans)
    {
        var offset = 0;
        var length = 0u;
        var span = new ProtobufReader(fields.Bytes());
        while (span.NextField())
        {
            switch (span.Field)
            {
                case 1:
                    offset = (int)span.SignedInt64();
                    break;
                case 2:
                    length = (uint)span.UInt64();
                    break;
                default:
                    span.Skip();
                    break;
            }
        }

        fields.Refuse(span.Error);
        spans.Add(new BucketSpan(offset, length));
        Limit(ref fields, spans.Count);
    }

    private static bool Limit(ref ProtobufReader fields, int count)
    {
        if (count <= CountMax)
        {
            return true;
        }

        fields.Refuse($"field {fields.Field} of a histogram has {count} values, more than {CountMax}");
        return false;
    }

    // The last byte of each has no continuation bit.
    private static int CountVarints(ReadOnlySpan<byte> packed)
    {
        var count = 0;
        foreach (var octet in packed)
        {
            count += octet < 0x80 ? 1 : 0;
        }

        return count;
    }
}
