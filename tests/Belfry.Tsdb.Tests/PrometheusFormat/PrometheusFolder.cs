using Belfry.Encoding.Chunks;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.PrometheusFormat;

namespace Belfry.Tsdb.Tests.PrometheusFormat;

/// <summary>Short forms for what tests do with data folders of Prometheus.</summary>
internal static class PrometheusFolder
{
    internal static readonly IntegerHistogram Whole = new()
    {
        Schema = 2,
        ZeroThreshold = 0.25,
        ZeroCount = 1,
        Count = 9,
        Sum = 12.5,
        PositiveSpans = [new BucketSpan(-3, 2), new BucketSpan(4, 1)],
        PositiveDeltas = [2, 1, -1],
        NegativeSpans = [new BucketSpan(0, 1)],
        NegativeDeltas = [1],
    };

    internal static readonly FloatHistogram Custom = new()
    {
        Schema = NativeHistogram.CustomBucketsSchema,
        Count = 4.5,
        Sum = -7,
        PositiveSpans = [new BucketSpan(0, 3)],
        PositiveBuckets = [1, 0.5, 3],
        CustomValues = [0.5, 10],
    };

    internal static BlockId Id(int number) => new((UInt128)number + 1);

    internal static void Write(this StoreDirectory folder, string name, byte[] bytes)
    {
        using var file = folder.Create(name);
        file.Write(0, bytes);
    }

    internal static byte[] Read(this StoreDirectory folder, string name)
    {
        using var file = folder.Open(name, writable: false);
        var bytes = new byte[file.LengthBytes];
        file.Read(0, bytes);
        return bytes;
    }

    internal static void WriteSegment(this StoreDirectory data, int number, WalBytes bytes, string folder = "wal") =>
        data.Subdirectory(folder).Write(number.ToString("d8", null), bytes.ToArray());

    /// <summary>A block of series <c>{n="0"}</c> and so on; the value of a sample is its time.</summary>
    internal static void WriteBlock(
        this StoreDirectory data, BlockId id, long fromMs, long endMs, int seriesCount, long stepMs, double offset = 0)
    {
        using var writer = new PrometheusBlockWriter(data, id, new TimestampMs(fromMs), new TimestampMs(endMs), 4096);
        using var columns = new SampleColumns();
        var series = Enumerable.Range(0, seriesCount).Select(number => StoreFixture.Series($"n={number}"));
        foreach (var labels in series.Order())
        {
            columns.Clear();
            for (var time = fromMs; time < endMs; time += stepMs)
            {
                columns.Add(time, time + offset);
            }

            writer.WriteSeries(labels, columns);
        }

        Assert(writer.Complete());
    }

    /// <summary>A file of chunks as the head writes them out.</summary>
    internal static byte[] HeadChunks(params (ulong Reference, bool IsLate, (long TimeMs, double Value)[] Samples)[] chunks)
    {
        var file = new FormatBuffer();
        file.UInt32(PrometheusFiles.HeadChunksMagic);
        file.Write([1, 0, 0, 0]);
        foreach (var (reference, isLate, samples) in chunks)
        {
            var start = file.LengthBytes;
            var bytes = new byte[(samples.Length * 20) + XorChunkAppender.SpareBytes];
            var appender = default(XorChunkAppender);
            foreach (var (timeMs, value) in samples)
            {
                appender.Append(bytes, timeMs, value);
            }

            file.Int64((long)reference);
            file.Int64(samples[0].TimeMs);
            file.Int64(samples[^1].TimeMs);
            file.Byte((byte)(isLate ? 0x81 : 1));
            file.Uvarint((ulong)appender.LengthBytes);
            file.Write(bytes.AsSpan(0, appender.LengthBytes));
            file.UInt32(Crc32C.Compute(file.Written[start..]));
        }

        // Files are made larger than what is in them.
        file.Write(new byte[512]);
        return file.Written.ToArray();
    }

    /// <summary>Everything as text: one line a series, <c>labels t:v t:v</c>.</summary>
    internal static List<string> Dump(StoreDirectory data, out IReadOnlyList<PrometheusDamage> damages)
    {
        using var reader = PrometheusDataReader.Open(data, CancellationToken.None);
        var lines = reader.Dump(long.MinValue, long.MaxValue);
        damages = reader.Damages;
        return lines;
    }

    internal static List<string> Dump(this PrometheusDataReader reader, long fromMs, long throughMs)
    {
        using var columns = new SampleColumns();
        var lines = new List<string>();
        foreach (var series in reader.Series(
            new TimestampMs(fromMs), new TimestampMs(throughMs), CancellationToken.None))
        {
            series.Read(columns);
            if (columns.Count > 0)
            {
                lines.Add($"{series.Labels} {Text(columns)}");
            }
        }

        return lines;
    }

    internal static string Text(SampleColumns columns) => string.Join(' ', Enumerable.Range(0, columns.Count).Select(
        index => $"{columns.TimestampsMs[index]}:" + (columns.HasHistograms && columns.Histograms[index] is { } histogram
            ? Text(histogram)
            : StoreFixture.Text(columns.Values[index]))));

    private static string Text(NativeHistogram histogram) =>
        histogram.IsStale ? "stale" : $"{histogram}".Replace(' ', '_');

    private static void Assert(bool isTrue) => Xunit.Assert.True(isTrue);
}
