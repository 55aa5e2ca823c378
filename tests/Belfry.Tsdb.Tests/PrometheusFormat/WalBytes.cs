using System.Buffers.Binary;
using Belfry.Encoding.Snappy;
using Belfry.Model.Histograms;
using Belfry.Storage.Blocks;
using Belfry.Tsdb.PrometheusFormat;

namespace Belfry.Tsdb.Tests.PrometheusFormat;

/// <summary>Writes segments of Prometheus's log by hand, after the format's page.</summary>
internal sealed class WalBytes
{
    private const int PageBytes = 32 << 10;
    private const int HeaderBytes = 7;

    private readonly FormatBuffer segment = new();

    internal enum Compression
    {
        None,
        Snappy,
        Zstd,
    }

    internal byte[] ToArray() => segment.Written.ToArray();

    internal static byte[] Series(params (ulong Reference, string Labels)[] series)
    {
        var record = new FormatBuffer();
        record.Byte(1);
        foreach (var (reference, text) in series)
        {
            record.Int64((long)reference);
            var labels = StoreFixture.Series(text);
            record.Uvarint((ulong)labels.Count);
            foreach (var label in labels)
            {
                record.Text(label.Name);
                record.Text(label.Value);
            }
        }

        return record.Written.ToArray();
    }

    internal static byte[] Samples(params (ulong Reference, long TimeMs, double Value)[] samples)
    {
        var record = new FormatBuffer();
        record.Byte(2);
        record.Int64((long)samples[0].Reference);
        record.Int64(samples[0].TimeMs);
        foreach (var sample in samples)
        {
            record.Varint((long)(sample.Reference - samples[0].Reference));
            record.Varint(sample.TimeMs - samples[0].TimeMs);
            record.Int64(BitConverter.DoubleToInt64Bits(sample.Value));
        }

        return record.Written.ToArray();
    }

    /// <summary>The second version, with starts that are told, the same, and absent in turn.</summary>
    internal static byte[] SamplesV2(params (ulong Reference, long TimeMs, double Value)[] samples)
    {
        var record = new FormatBuffer();
        record.Byte(11);
        for (var index = 0; index < samples.Length; index++)
        {
            var sample = samples[index];
            record.Varint((long)sample.Reference - (index == 0 ? 0 : (long)samples[index - 1].Reference));
            record.Varint(sample.TimeMs - (index == 0 ? 0 : samples[0].TimeMs));
            if (index == 0)
            {
                record.Varint(77);
            }
            else
            {
                record.Byte((byte)(index % 3));
                if (index % 3 == 2)
                {
                    record.Varint(-5);
                }
            }

            record.Int64(BitConverter.DoubleToInt64Bits(sample.Value));
        }

        return record.Written.ToArray();
    }

    internal static byte[] Deletion(ulong reference, long fromMs, long throughMs)
    {
        var record = new FormatBuffer();
        record.Byte(3);
        record.Int64((long)reference);
        record.Varint(fromMs);
        record.Varint(throughMs);
        return record.Written.ToArray();
    }

    internal static byte[] Histogram(byte type, ulong reference, long timeMs, NativeHistogram histogram)
    {
        var record = new FormatBuffer();
        record.Byte(type);
        if (type < 12)
        {
            record.Int64((long)reference);
            record.Int64(timeMs);
            record.Varint(0);
            record.Varint(0);
        }
        else
        {
            record.Varint((long)reference);
            record.Varint(timeMs);
            record.Varint(0);
        }

        Write(record, histogram);
        return record.Written.ToArray();
    }

    internal WalBytes Add(byte[] record, Compression compression = Compression.None)
    {
        var flag = 0;
        if (compression == Compression.Snappy)
        {
            flag = 8;
            var block = new byte[SnappyBlock.EncodedLengthBytesMax(record.Length)];
            record = block[..SnappyBlock.Encode(record, block)];
        }
        else if (compression == Compression.Zstd)
        {
            // A frame of one raw block, of which the size is told in four bytes.
            flag = 16;
            var header = (record.Length << 3) | 1;
            byte[] head = [0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0, (byte)header, (byte)(header >> 8), (byte)(header >> 16)];
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(5), record.Length);
            record = [.. head, .. record];
        }

        AddFragments(record, flag);
        return this;
    }

    private void AddFragments(byte[] record, int flag)
    {
        for (var at = 0; ; )
        {
            var free = PageBytes - (segment.LengthBytes % PageBytes);
            if (free < HeaderBytes)
            {
                segment.Write(new byte[free]);
                continue;
            }

            var part = record.AsSpan(at, Math.Min(record.Length - at, free - HeaderBytes));
            var isLast = at + part.Length == record.Length;
            var type = at == 0 ? isLast ? 1 : 2 : isLast ? 4 : 3;
            var frame = new FormatBuffer();
            frame.Byte((byte)(type | flag));
            frame.Byte((byte)(part.Length >> 8));
            frame.Byte((byte)part.Length);
            frame.UInt32(Crc32C.Compute(part));
            segment.Write(frame.Written);
            segment.Write(part);
            at += part.Length;
            if (isLast)
            {
                return;
            }
        }
    }

    private static void Write(FormatBuffer record, NativeHistogram histogram)
    {
        var whole = histogram as IntegerHistogram;
        var fraction = histogram as FloatHistogram;
        record.Byte((byte)histogram.CounterResetHint);
        record.Varint(histogram.Schema);
        Float(record, histogram.ZeroThreshold);
        Number(record, whole?.ZeroCount, fraction?.ZeroCount);
        Number(record, whole?.Count, fraction?.Count);
        Float(record, histogram.Sum);
        Spans(record, histogram.PositiveSpans);
        Spans(record, histogram.NegativeSpans);
        Buckets(record, whole?.PositiveDeltas, fraction?.PositiveBuckets);
        Buckets(record, whole?.NegativeDeltas, fraction?.NegativeBuckets);
        if (histogram.HasCustomBuckets)
        {
            Buckets(record, null, histogram.CustomValues);
        }
    }

    private static void Spans(FormatBuffer record, BucketSpan[] spans)
    {
        record.Uvarint((ulong)spans.Length);
        foreach (var span in spans)
        {
            record.Varint(span.Offset);
            record.Uvarint(span.Length);
        }
    }

    private static void Buckets(FormatBuffer record, long[]? deltas, double[]? counts)
    {
        record.Uvarint((ulong)(deltas?.Length ?? counts!.Length));
        foreach (var delta in deltas ?? [])
        {
            record.Varint(delta);
        }

        foreach (var count in deltas is null ? counts! : [])
        {
            Float(record, count);
        }
    }

    private static void Number(FormatBuffer record, ulong? whole, double? fraction)
    {
        if (whole is { } number)
        {
            record.Uvarint(number);
        }
        else
        {
            Float(record, fraction!.Value);
        }
    }

    private static void Float(FormatBuffer record, double value) =>
        record.Int64(BitConverter.DoubleToInt64Bits(value));
}
