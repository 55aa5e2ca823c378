using System.Diagnostics;
using System.Globalization;
using Belfry.EndToEnd.Tests.Processes;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Tsdb;
using Belfry.Tsdb.PrometheusFormat;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.EndToEnd.Tests.PrometheusData;

/// <summary>
/// The whole way: the real Prometheus takes five hours of samples, floats, native histograms and late ones, cuts blocks
/// and is killed; its folder is imported; the store is exported again; and the real Prometheus and promtool are shown
/// what came out. Whatever version is on the path: 3.x also compresses its log with zstd.
/// </summary>
public sealed class PrometheusDataTests : IDisposable
{
    private const int StepMs = 15_000;
    private const string Selector = """{__name__=~"e2e_.*"}[7h]""";

    private readonly TemporaryFile configuration = new("prometheus.yml", """
        storage: {tsdb: {out_of_order_time_window: 2h}}
        """);
    private readonly Seed seed = new(81);
    private readonly bool isVersion3 = PrometheusServer.IsVersion3();

    [Fact]
    public async Task What_Prometheus_wrote_goes_through_the_store_and_back_unchanged()
    {
        var endMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / StepMs * StepMs;
        var startMs = endMs - (5 * 3600 * 1000);
        var data = Path.Combine(configuration.Folder, "data");
        var answers = await FillAsync(data, startMs, endMs);
        Assert.True(answers.Count > 7000, $"only {answers.Count} samples");

        using (var reader = PrometheusDataReader.Open(DiskDirectory.OpenOrCreate(data), CancellationToken.None))
        {
            AssertSame(answers, Read(reader));
            Assert.Empty(reader.Damages);
            Assert.Equal(0, reader.OrphanCount);
        }

        var exported = Path.Combine(configuration.Folder, "exported");
        ImportAndExport(data, exported, startMs, endMs, answers);
        Promtool(exported, answers);
        using var again = await PrometheusServer.StartAsync(configuration.Path, exported, isVersion3);
        AssertSame(answers, await again.SamplesAsync(Selector, (endMs / 1000) + 1));
        Console.WriteLine($"{answers.Count} samples went through the store and back");
    }

    public void Dispose() => configuration.Dispose();

    /// <summary>Makes the folder and returns what it answers.</summary>
    private async Task<SortedSet<string>> FillAsync(string data, long startMs, long endMs)
    {
        using var server = await PrometheusServer.StartAsync(configuration.Path, data, isVersion3);
        var counts = new long[6];
        for (var fromMs = startMs; fromMs <= endMs; fromMs += 600_000)
        {
            await server.WriteAsync(Series(fromMs, Math.Min(fromMs + 600_000 - StepMs, endMs), counts));
        }

        // A folder with the name of a block is a block of the head, which takes a minute to be cut.
        await Eventually.TrueAsync(
            () => Task.FromResult(Directory.GetDirectories(data, "01*").Count(path => !path.Contains(".tmp")) >= 2),
            () => "no blocks were cut");
        await server.WriteAsync(Late(endMs - 3_600_000, endMs - 600_000));
        await server.PostAsync(
            "/api/v1/admin/tsdb/delete_series?match[]=e2e_float{i=\"2\"}"
            + string.Create(CultureInfo.InvariantCulture, $"&start={startMs / 1000}&end={(startMs / 1000) + 5400}"));
        await server.PostAsync(
            "/api/v1/admin/tsdb/delete_series?match[]=e2e_float{i=\"3\"}"
            + string.Create(CultureInfo.InvariantCulture, $"&start={(endMs / 1000) - 600}&end={endMs / 1000}"));
        var answers = await server.SamplesAsync(Selector, (endMs / 1000) + 1);
        server.Kill();
        return answers;
    }

    private List<RemoteSeries> Series(long fromMs, long throughMs, long[] counts)
    {
        var series = Enumerable.Range(0, 5).Select(number =>
            new RemoteSeries(("__name__", "e2e_float"), ("i", $"{number}"))).ToList();
        var whole = new RemoteSeries(("__name__", "e2e_whole"));
        var fraction = new RemoteSeries(("__name__", "e2e_zfraction"));
        for (var timeMs = fromMs; timeMs <= throughMs; timeMs += StepMs)
        {
            series[0].Add(timeMs, 1);
            series[1].Add(timeMs, seed.Random.NextDouble() * 1e6);
            series[2].Add(timeMs + 7, counts[0] += seed.Random.Next(100));
            series[3].Add(timeMs + seed.Random.Next(5), Math.Round(seed.Random.NextDouble(), 2));
            series[4].Add(timeMs, seed.Random.Next(20) == 0 ? double.PositiveInfinity : -timeMs);
            whole.Add(timeMs, NextWhole(counts));
            fraction.Add(timeMs, NextFraction());
        }

        return [.. series, whole, fraction];
    }

    private static RemoteSeries Late(long fromMs, long throughMs)
    {
        var late = new RemoteSeries(("__name__", "e2e_float"), ("i", "0"));
        for (var timeMs = fromMs; timeMs < throughMs; timeMs += StepMs)
        {
            late.Add(timeMs + 3_000, 2);
        }

        return late;
    }

    /// <summary>A counter that gets new buckets, and is reset now and then.</summary>
    private IntegerHistogram NextWhole(long[] counts)
    {
        if (seed.Random.Next(100) == 0)
        {
            Array.Clear(counts, 1, 5);
        }

        counts[1 + seed.Random.Next(5)] += seed.Random.Next(1, 50);
        var isWide = counts[5] > 0;
        long[] positive = isWide ? [counts[2], counts[3], counts[5]] : [counts[2], counts[3]];
        return new IntegerHistogram
        {
            Schema = 1,
            ZeroThreshold = 0.001,
            ZeroCount = (ulong)counts[1],
            Count = (ulong)(counts[1] + counts[4] + positive.Sum()),
            Sum = positive.Sum() * 1.25,
            PositiveSpans = isWide ? [new BucketSpan(1, 2), new BucketSpan(3, 1)] : [new BucketSpan(1, 2)],
            PositiveDeltas = [.. positive.Select((count, index) => count - (index == 0 ? 0 : positive[index - 1]))],
            NegativeSpans = [new BucketSpan(-2, 1)],
            NegativeDeltas = [counts[4]],
        };
    }

    private FloatHistogram NextFraction()
    {
        var (left, right) = (seed.Random.Next(1, 100) / 8.0, seed.Random.Next(1, 100) / 4.0);
        return new FloatHistogram
        {
            CounterResetHint = CounterResetHint.Gauge,
            Schema = 0,
            ZeroThreshold = 0.001,
            Count = left + right,
            Sum = left - right,
            PositiveSpans = [new BucketSpan(seed.Random.Next(3), 1), new BucketSpan(1, 1)],
            PositiveBuckets = [left, right],
        };
    }

    private static void ImportAndExport(
        string data, string exported, long startMs, long endMs, SortedSet<string> answers)
    {
        var folder = Directory.CreateTempSubdirectory("belfry-import-").FullName;
        try
        {
            var target = DiskDirectory.OpenOrCreate(folder);
            var imported = PrometheusImport.Run(
                DiskDirectory.OpenOrCreate(data),
                target,
                TimeProvider.System,
                new Random(1),
                null,
                CancellationToken.None);
            Assert.Equal(answers.Count, imported.SampleCount);
            using var store = TimeSeriesStore.Open(
                target,
                new StoreOptions { RunsInBackground = false },
                TimeProvider.System,
                NullLogger.Instance);
            AssertSame(answers, Read(store));
            var report = PrometheusExport.Run(
                store,
                new TimestampMs(startMs),
                new TimestampMs(endMs + StepMs),
                TimeSpan.FromHours(2),
                DiskDirectory.OpenOrCreate(exported),
                TimeProvider.System,
                new Random(2),
                null,
                CancellationToken.None);
            Assert.Equal(answers.Count, report.SampleCount);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Promtool(string exported, SortedSet<string> answers)
    {
        var blocks = Directory.GetDirectories(exported, "01*").Select(path => Path.GetFileName(path)).Order().ToList();
        Assert.NotEmpty(blocks);
        var list = Run("tsdb", "list", exported);
        Assert.All(blocks, block => Assert.Contains(block, list, StringComparison.Ordinal));
        Assert.All(blocks, block => Assert.Contains(
            "Series: ", Run("tsdb", "analyze", exported, block), StringComparison.Ordinal));
        var dumped = Run("tsdb", "dump", "--match={__name__=\"e2e_float\"}", exported)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            answers.Where(line => line.Contains("e2e_float", StringComparison.Ordinal)),
            dumped.Select(Line).Order(StringComparer.Ordinal));
    }

    /// <summary><c>{__name__="e2e_float", i="0"} 1 1700000000000</c> as the other side writes it.</summary>
    private static string Line(string dumped)
    {
        var parts = dumped.Split("} ");
        var labels = parts[0].Trim('{').Replace("\"", "", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal);
        var number = parts[1].Split(' ');
        var value = number[0] switch
        {
            "+Inf" => double.PositiveInfinity,
            var text => double.Parse(text, CultureInfo.InvariantCulture),
        };
        return SampleText.Of(labels, long.Parse(number[1], CultureInfo.InvariantCulture), value);
    }

    private static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Peer.Promtool) { RedirectStandardOutput = true };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"promtool {string.Join(' ', arguments)}: {output}");
        return output;
    }

    private static void AssertSame(SortedSet<string> expected, SortedSet<string> actual)
    {
        var missing = expected.Except(actual).ToList();
        var extra = actual.Except(expected).ToList();
        Assert.True(
            missing.Count + extra.Count == 0,
            $"{missing.Count} missing, {extra.Count} more:\n"
            + string.Join('\n', missing.Take(10).Select(line => "- " + line).Concat(extra.Take(10).Select(line => "+ " + line))));
    }

    private static SortedSet<string> Read(PrometheusDataReader reader)
    {
        using var columns = new SampleColumns();
        var samples = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var series in reader.Series(TimestampMs.MinValue, TimestampMs.MaxValue, CancellationToken.None))
        {
            series.Read(columns);
            samples.UnionWith(SampleText.Of(series.Labels, columns));
        }

        return samples;
    }

    private static SortedSet<string> Read(TimeSeriesStore store)
    {
        using var reader = store.Open(TimestampMs.MinValue, TimestampMs.MaxValue);
        using var columns = new SampleColumns();
        var samples = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var series in reader.Select([], CancellationToken.None))
        {
            columns.Clear();
            series.Read(TimestampMs.MinValue, TimestampMs.MaxValue, columns);
            samples.UnionWith(SampleText.Of(series.Labels, columns));
        }

        return samples;
    }
}
