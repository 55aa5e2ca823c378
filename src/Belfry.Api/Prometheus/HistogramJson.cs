using System.Buffers;
using Belfry.Model.Histograms;

namespace Belfry.Api.Prometheus;

/// <summary>Native histograms as Prometheus's JSON writes them (<c>util/jsonutil</c>).</summary>
internal static class HistogramJson
{
    /// <summary>
    /// <c>[1435781430.781,{"count":"3","sum":"2.5","buckets":[[0,"1","2","3"]]}]</c>; a bucket is the kind of its
    /// bounds, the bounds and the count, and empty ones are left out.
    /// </summary>
    internal static void WritePoint(IBufferWriter<byte> destination, long timestampMs, FloatHistogram histogram)
    {
        destination.Write("["u8);
        SampleJson.WriteTime(destination, timestampMs);
        destination.Write(",{\"count\":"u8);
        SampleJson.WriteValue(destination, histogram.Count);
        destination.Write(",\"sum\":"u8);
        SampleJson.WriteValue(destination, histogram.Sum);
        var hasBuckets = false;
        foreach (var bucket in histogram.EnumerateAll())
        {
            if (bucket.Count == 0)
            {
                continue;
            }

            destination.Write(hasBuckets ? ","u8 : ",\"buckets\":["u8);
            WriteBucket(destination, bucket);
            hasBuckets = true;
        }

        destination.Write(hasBuckets ? "]}]"u8 : "}]"u8);
    }

    private static void WriteBucket(IBufferWriter<byte> destination, HistogramBucket<double> bucket)
    {
        // 0: open on the left, 1: open on the right, 2: open on both sides, 3: closed on both sides.
        destination.Write((bucket.IsLowerInclusive, bucket.IsUpperInclusive) switch
        {
            (true, true) => "[3,"u8,
            (true, false) => "[1,"u8,
            (false, true) => "[0,"u8,
            _ => "[2,"u8,
        });
        SampleJson.WriteValue(destination, bucket.Lower);
        destination.Write(","u8);
        SampleJson.WriteValue(destination, bucket.Upper);
        destination.Write(","u8);
        SampleJson.WriteValue(destination, bucket.Count);
        destination.Write("]"u8);
    }
}
