using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// Decodes the records of Prometheus's log, all types that 2.x and 3.x write. Exemplars, metadata and the marks of
/// chunks that were written out have nothing to say about samples. One thread.
/// Format: docs/formats/prometheus-data.md.
/// </summary>
internal sealed class WalRecordDecoder(IWalRecords records)
{
    private readonly LabelsBuilder labels = new();

    private enum RecordType : byte
    {
        Series = 1,
        Samples = 2,
        Tombstones = 3,
        Exemplars = 4,
        MmapMarkers = 5,
        Metadata = 6,
        Histograms = 7,
        FloatHistograms = 8,
        CustomHistograms = 9,
        CustomFloatHistograms = 10,
        SamplesV2 = 11,
        HistogramsV2 = 12,
        FloatHistogramsV2 = 13,
    }

    /// <summary>Decodes one record; null, or why it makes no sense. What came before that in it counts.</summary>
    internal string? Decode(ReadOnlySpan<byte> record)
    {
        var cursor = new FormatCursor(record);
        var type = (RecordType)cursor.Byte();
        switch (type)
        {
            case RecordType.Series:
                DecodeSeries(ref cursor);
                break;
            case RecordType.Samples:
                DecodeSamples(ref cursor);
                break;
            case RecordType.SamplesV2:
                DecodeSamplesV2(ref cursor);
                break;
            case RecordType.Tombstones:
                DecodeTombstones(ref cursor);
                break;
            case RecordType.Histograms or RecordType.CustomHistograms:
                DecodeHistograms(ref cursor, isInteger: true);
                break;
            case RecordType.FloatHistograms or RecordType.CustomFloatHistograms:
                DecodeHistograms(ref cursor, isInteger: false);
                break;
            case RecordType.HistogramsV2:
                DecodeHistogramsV2(ref cursor, isInteger: true);
                break;
            case RecordType.FloatHistogramsV2:
                DecodeHistogramsV2(ref cursor, isInteger: false);
                break;
            case RecordType.Exemplars or RecordType.MmapMarkers or RecordType.Metadata:
                return null;
            default:
                return $"a record of type {(byte)type} is not known, and was left out";
        }

        return cursor.HasFailed ? "the record makes no sense; what is wrong in it was left out" : null;
    }

    private void DecodeSeries(ref FormatCursor cursor)
    {
        while (!cursor.IsAtEnd)
        {
            var reference = cursor.UInt64();
            cursor.Labels(labels);
            if (!cursor.HasFailed)
            {
                records.Series(reference, labels);
            }
        }
    }

    private void DecodeSamples(ref FormatCursor cursor)
    {
        if (cursor.IsAtEnd)
        {
            return;
        }

        var reference = cursor.UInt64();
        var timestampMs = cursor.Int64();
        while (!cursor.IsAtEnd)
        {
            var referenceDelta = cursor.Varint();
            var timeDelta = cursor.Varint();
            var value = cursor.Double();
            if (!cursor.HasFailed)
            {
                records.Sample(
                    unchecked(reference + (ulong)referenceDelta), unchecked(timestampMs + timeDelta), value);
            }
        }
    }

    private void DecodeSamplesV2(ref FormatCursor cursor)
    {
        var place = default(Place);
        while (!cursor.IsAtEnd)
        {
            place.ReadNext(ref cursor);
            var value = cursor.Double();
            if (!cursor.HasFailed)
            {
                records.Sample(place.Reference, place.TimestampMs, value);
            }
        }
    }

    private void DecodeTombstones(ref FormatCursor cursor)
    {
        while (!cursor.IsAtEnd)
        {
            var reference = cursor.UInt64();
            var fromMs = cursor.Varint();
            var throughMs = cursor.Varint();
            if (!cursor.HasFailed)
            {
                records.Deletion(reference, fromMs, throughMs);
            }
        }
    }

    private void DecodeHistograms(ref FormatCursor cursor, bool isInteger)
    {
        if (cursor.IsAtEnd)
        {
            return;
        }

        var reference = cursor.UInt64();
        var timestampMs = cursor.Int64();
        while (!cursor.IsAtEnd)
        {
            var referenceDelta = cursor.Varint();
            var timeDelta = cursor.Varint();
            if (ReadHistogram(ref cursor, isInteger) is { } histogram)
            {
                records.Histogram(
                    unchecked(reference + (ulong)referenceDelta), unchecked(timestampMs + timeDelta), histogram);
            }
        }
    }

    private void DecodeHistogramsV2(ref FormatCursor cursor, bool isInteger)
    {
        var place = default(Place);
        while (!cursor.IsAtEnd)
        {
            place.ReadNext(ref cursor);
            if (ReadHistogram(ref cursor, isInteger) is { } histogram)
            {
                records.Histogram(place.Reference, place.TimestampMs, histogram);
            }
        }
    }

    private static NativeHistogram? ReadHistogram(ref FormatCursor cursor, bool isInteger)
    {
        var hint = (CounterResetHint)cursor.Byte();
        hint = hint > CounterResetHint.Gauge ? CounterResetHint.Unknown : hint;
        var schema = cursor.Varint();
        var zeroThreshold = cursor.Double();
        var zeroWhole = isInteger ? cursor.Uvarint() : 0;
        var zeroFraction = isInteger ? 0 : cursor.Double();
        var countWhole = isInteger ? cursor.Uvarint() : 0;
        var countFraction = isInteger ? 0 : cursor.Double();
        var sum = cursor.Double();
        var positiveSpans = ReadSpans(ref cursor);
        var negativeSpans = ReadSpans(ref cursor);
        var positiveDeltas = isInteger ? ReadDeltas(ref cursor) : [];
        var positiveCounts = isInteger ? [] : ReadFloats(ref cursor);
        var negativeDeltas = isInteger ? ReadDeltas(ref cursor) : [];
        var negativeCounts = isInteger ? [] : ReadFloats(ref cursor);
        var customValues = schema == NativeHistogram.CustomBucketsSchema ? ReadFloats(ref cursor) : [];
        var isValid = schema is (>= -4 and <= 8) or NativeHistogram.CustomBucketsSchema
            && Total(positiveSpans) == (isInteger ? positiveDeltas.Length : positiveCounts.Length)
            && Total(negativeSpans) == (isInteger ? negativeDeltas.Length : negativeCounts.Length);
        if (!isValid)
        {
            cursor.Fail();
        }

        if (cursor.HasFailed)
        {
            return null;
        }

        return isInteger
            ? new IntegerHistogram
            {
                CounterResetHint = hint,
                Schema = (int)schema,
                ZeroThreshold = zeroThreshold,
                ZeroCount = zeroWhole,
                Count = countWhole,
                Sum = sum,
                PositiveSpans = positiveSpans,
                NegativeSpans = negativeSpans,
                PositiveDeltas = positiveDeltas,
                NegativeDeltas = negativeDeltas,
                CustomValues = customValues,
            }
            : new FloatHistogram
            {
                CounterResetHint = hint,
                Schema = (int)schema,
                ZeroThreshold = zeroThreshold,
                ZeroCount = zeroFraction,
                Count = countFraction,
                Sum = sum,
                PositiveSpans = positiveSpans,
                NegativeSpans = negativeSpans,
                PositiveBuckets = positiveCounts,
                NegativeBuckets = negativeCounts,
                CustomValues = customValues,
            };
    }

    private static BucketSpan[] ReadSpans(ref FormatCursor cursor)
    {
        var spans = new BucketSpan[cursor.Count(2)];
        for (var index = 0; index < spans.Length; index++)
        {
            var offset = cursor.Varint();
            var length = cursor.Uvarint();
            if (offset != (int)offset || length > int.MaxValue || (index > 0 && offset < 0))
            {
                cursor.Fail();
            }

            spans[index] = new BucketSpan((int)offset, (uint)length);
        }

        return spans;
    }

    private static long[] ReadDeltas(ref FormatCursor cursor)
    {
        var deltas = new long[cursor.Count(1)];
        foreach (ref var delta in deltas.AsSpan())
        {
            delta = cursor.Varint();
        }

        return deltas;
    }

    private static double[] ReadFloats(ref FormatCursor cursor)
    {
        var values = new double[cursor.Count(8)];
        foreach (ref var value in values.AsSpan())
        {
            value = cursor.Double();
        }

        return values;
    }

    private static long Total(BucketSpan[] spans)
    {
        long total = 0;
        foreach (var span in spans)
        {
            total += span.Length;
        }

        return total;
    }

    /// <summary>
    /// Series and time of an entry in a record of the second version: the first is told whole, with the time its series
    /// started; others by the entry before, the first time, and a mark that tells whether a start follows.
    /// </summary>
    private struct Place
    {
        private const byte NoStart = 0;
        private const byte SameStart = 1;

        private bool hasFirst;
        private long reference;
        private long firstTimeMs;

        internal readonly ulong Reference => (ulong)reference;

        internal long TimestampMs { get; private set; }

        internal void ReadNext(ref FormatCursor cursor)
        {
            if (!hasFirst)
            {
                hasFirst = true;
                reference = cursor.Varint();
                firstTimeMs = cursor.Varint();
                TimestampMs = firstTimeMs;
                cursor.Varint();
                return;
            }

            reference = unchecked(reference + cursor.Varint());
            TimestampMs = unchecked(firstTimeMs + cursor.Varint());
            if (cursor.Byte() is not (NoStart or SameStart))
            {
                cursor.Varint();
            }
        }
    }
}
