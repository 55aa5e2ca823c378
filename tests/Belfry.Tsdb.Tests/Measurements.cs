using System.Diagnostics;
using Belfry.Encoding.Chunks;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;
using Xunit;

namespace Belfry.Tsdb.Tests;

/// <summary>
/// Figures, not checks: nothing is asserted about time. From the repository's root:
/// <c>dotnet build -c Release tests/Belfry.Tsdb.Tests &amp;&amp;
/// artifacts/bin/Belfry.Tsdb.Tests/release/Belfry.Tsdb.Tests -class "*Measurements" -explicit only
/// -showliveoutput</c>
/// </summary>
public sealed class Measurements(ITestOutputHelper output)
{
    private const int SeriesCount = 20_000;
    private const int SampleCount = 240;

    [Fact(Explicit = true)]
    public void The_chunk_codec()
    {
        foreach (var kind in new[] { "constant", "counter", "noise" })
        {
            var random = new Random(1);
            var chunk = new byte[4096];
            var values = Enumerable.Range(0, 120).Select(index => kind switch
            {
                "constant" => 1.0,
                "counter" => index * 17.0,
                _ => random.NextDouble(),
            }).ToArray();
            var times = Enumerable.Range(0, 120)
                .Select(index => 1_700_000_000_000 + (index * 15_000L) + random.Next(4)).ToArray();
            var decodedTimes = new long[120];
            var decodedValues = new double[120];
            var length = 0;
            var append = Best(() =>
            {
                for (var round = 0; round < 10_000; round++)
                {
                    var appender = default(XorChunkAppender);
                    for (var index = 0; index < 120; index++)
                    {
                        appender.Append(chunk, times[index], values[index]);
                    }

                    length = appender.LengthBytes;
                }
            });
            var decode = Best(() =>
            {
                for (var round = 0; round < 10_000; round++)
                {
                    XorChunk.TryDecode(chunk.AsSpan(0, length), decodedTimes, decodedValues);
                }
            });
            Tell($"chunk {kind}: append {append / 1.2e6:F1} ns, decode {decode / 1.2e6:F1} ns, "
                + $"{length / 120.0:F2} bytes a sample");
        }
    }

    [Fact(Explicit = true)]
    public void The_store_on_the_real_disk()
    {
        var path = Path.Combine(Path.GetTempPath(), "belfry-measure-" + Path.GetRandomFileName());
        try
        {
            using (var store = StoreFixture.Open(DiskDirectory.OpenOrCreate(path)))
            {
                Fill(store);
                Read(store, "head");
            }

            var started = Stopwatch.GetTimestamp();
            using (var store = StoreFixture.Open(DiskDirectory.OpenOrCreate(path)))
            {
                Tell($"open after {SeriesCount * SampleCount / 1e6:F1} M samples: "
                    + $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");
                started = Stopwatch.GetTimestamp();
                var name = store.Snapshot(skipHead: false);
                var snapshot = Path.Combine(path, "snapshots", name);
                var size = Directory.EnumerateFiles(snapshot, "*", SearchOption.AllDirectories)
                    .Sum(file => new FileInfo(file).Length);
                Tell($"block of all: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms, "
                    + $"{size / (double)(SeriesCount * SampleCount):F2} bytes a sample");
                using var block = StoreFixture.Open(DiskDirectory.OpenOrCreate(snapshot));
                Read(block, "block");
            }
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private void Fill(TimeSeriesStore store)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var appender = store.Appender();
        var labels = Enumerable.Range(0, SeriesCount).Select(index => StoreFixture.Series(
            $"__name__=metric_{index % 100},instance=10.0.0.{index / 1000}:9100,job=node,path=/a/b/{index % 1000}"))
            .ToArray();
        var started = Stopwatch.GetTimestamp();
        var series = labels.Select(one => appender.Resolve(one)).ToArray();
        Tell($"new series: {Stopwatch.GetElapsedTime(started).TotalNanoseconds / SeriesCount:F0} ns each");
        started = Stopwatch.GetTimestamp();
        long appendTicks = 0;
        for (var sample = 0; sample < SampleCount; sample++)
        {
            for (var first = 0; first < SeriesCount; first += 1000)
            {
                var batchStarted = Stopwatch.GetTimestamp();
                for (var index = first; index < first + 1000; index++)
                {
                    appender.Append(
                        series[index], new TimestampMs(1_700_000_000_000 + (sample * 15_000L)), sample * (index % 10));
                }

                appendTicks += Stopwatch.GetTimestamp() - batchStarted;
                appender.Commit();
            }
        }

        var total = Stopwatch.GetElapsedTime(started).TotalNanoseconds / ((double)SeriesCount * SampleCount);
        var append = appendTicks * 1e9 / Stopwatch.Frequency / ((double)SeriesCount * SampleCount);
        Tell($"append {append:F1} ns, append and commit (journal, chunks) {total:F1} ns a sample, batches of 1000");
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Tell($"memory: {(after - before) / SeriesCount} bytes a series with {SampleCount} samples");
        GC.KeepAlive(labels);
    }

    private void Read(TimeSeriesStore store, string place)
    {
        using var columns = new SampleColumns();
        for (var round = 0; round < 3; round++)
        {
            using var reader = store.Open(TimestampMs.MinValue, TimestampMs.MaxValue);
            var started = Stopwatch.GetTimestamp();
            var selected = reader.Select([StoreFixture.Matcher("job=node")], CancellationToken.None);
            var select = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            long count = 0;
            foreach (var series in selected)
            {
                columns.Clear();
                series.Read(TimestampMs.MinValue, TimestampMs.MaxValue, columns);
                count += columns.Count;
            }

            var read = Stopwatch.GetElapsedTime(started);
            Tell($"{place}: select {select.TotalMicroseconds / selected.Count:F2} us a series, "
                + $"read {read.TotalNanoseconds / count:F1} ns a sample ({count} samples)");
        }
    }

    private static double Best(Action work)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 12; round++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalNanoseconds);
        }

        return best;
    }

    private void Tell(string line) => output.WriteLine(line);
}
