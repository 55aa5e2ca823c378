using System.Diagnostics;
using System.Globalization;
using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Chunks;
using Xunit;

namespace Belfry.Tsdb.Tests.Tiers;

/// <summary>
/// What tiers gain: bytes read and time, beside answers that agree. The short form checks bytes and answers. The whole,
/// 90 days, prints a table; from the repository's root:
/// <c>dotnet build -c Release tests/Belfry.Tsdb.Tests &amp;&amp;
/// artifacts/bin/Belfry.Tsdb.Tests/release/Belfry.Tsdb.Tests -class "*TierGainTests" -explicit only
/// -showliveoutput</c>
/// </summary>
public sealed class TierGainTests(ITestOutputHelper output)
{
    private static readonly (string Tier, string Range, long StepMs)[] Questions =
    [
        ("5m", "1h", TierFixture.HourMs),
        ("1h", "6h", 6 * TierFixture.HourMs),
    ];

    private static readonly StoreOptions Options = TierFixture.Options with
    {
        Tiers = [.. Tsdb.Tiers.TierOptions.Standard.Select(tier => tier with { Retention = null })],
    };

    private static readonly string[] Folders = ["blocks", "tiers/5m", "tiers/1h", "tiers/1d"];

    // Packed chunks take less than half of what XOR chunks take, and no window can be told in a twentieth of that.
    [Theory]
    [InlineData(false, 20, 20)]
    [InlineData(true, 10, 20)]
    public void Twelve_days_are_answered_alike_from_far_less_bytes(
        bool isPacked, int fewerFrom5Minutes, int fewerFrom1Hour)
    {
        var seed = new Seed(77);
        var disk = new MemoryDirectory();
        var raw = isPacked ? ChunkEncoding.Packed : ChunkEncoding.Xor;
        Fill(disk, 12, 1, seed, raw);
        using var store = StoreFixture.Open(disk, Options);
        store.RunMaintenance(CancellationToken.None);

        foreach (var (tier, range, stepMs) in Questions)
        {
            var (rawBytes, tierBytes) = (0L, 0L);
            foreach (var text in TierQueries.All)
            {
                var row = Compare(store, text.Replace("$R", range, StringComparison.Ordinal), 12, stepMs, tier, seed);
                (rawBytes, tierBytes) = (rawBytes + row.RawBytes, tierBytes + row.TierBytes);
            }

            output.WriteLine($"{raw} {tier}: {rawBytes} raw bytes, {tierBytes} of the tier");
            var fewer = tier == "5m" ? fewerFrom5Minutes : fewerFrom1Hour;
            Assert.True(rawBytes >= fewer * tierBytes, $"{seed} {tier}: {rawBytes} raw, {tierBytes} of the tier");
        }
    }

    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public void Ninety_days(bool isPacked)
    {
        var raw = isPacked ? ChunkEncoding.Packed : ChunkEncoding.Xor;
        var seed = new Seed(78);
        var path = Path.Combine(Path.GetTempPath(), "belfry-tiers-" + Path.GetRandomFileName());
        try
        {
            var disk = DiskDirectory.OpenOrCreate(path);
            Fill(disk, 90, 6, seed, raw);
            using var store = StoreFixture.Open(disk, Options);
            var started = Stopwatch.GetTimestamp();
            store.RunMaintenance(CancellationToken.None);
            output.WriteLine($"raw {raw}: built in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s: {Sizes(path)}");
            var totals = Questions.Select(asked => Table(store, asked.Tier, asked.Range, asked.StepMs, seed)).ToList();
            output.WriteLine($"of both tiers: {Total(totals)}");
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static void Fill(StoreDirectory disk, int days, int copies, Seed seed, ChunkEncoding raw)
    {
        var end = TierFixture.StartMs + (days * TierFixture.DayMs);
        var series = TierSeries.Generate(seed.Random, TierFixture.StartMs, end, copies);
        TierFixture.WriteBlocks(disk, series, TierFixture.StartMs, end, 54 * TierFixture.HourMs, seed.Random, raw);
    }

    private Row Table(TimeSeriesStore store, string tier, string range, long stepMs, Seed seed)
    {
        output.WriteLine($"tier {tier}, range {range}, step {stepMs / TierFixture.HourMs} h");
        output.WriteLine("raw MB | tier kB | fewer | raw ms | tier ms | faster | query");
        var rows = TierQueries.All.Select(text => Compare(
            store, text.Replace("$R", range, StringComparison.Ordinal), 90, stepMs, tier, seed)).ToList();
        foreach (var row in rows)
        {
            output.WriteLine(row.ToString());
        }

        var total = Total(rows);
        output.WriteLine(total.ToString());
        return total;
    }

    private static Row Total(List<Row> rows) => new(
        "all",
        rows.Sum(row => row.RawBytes),
        rows.Sum(row => row.TierBytes),
        rows.Sum(row => row.RawMs),
        rows.Sum(row => row.TierMs));

    private static Row Compare(TimeSeriesStore store, string query, int days, long stepMs, string tier, Seed seed)
    {
        var start = TierFixture.StartMs + TierFixture.DayMs;
        var end = TierFixture.StartMs + (days * TierFixture.DayMs) - (6 * TierFixture.HourMs);
        var (raw, rawBytes, rawMs) = Measure(store, query, start, end, stepMs, TierChoice.Raw);
        var (tiered, tierBytes, tierMs) = Measure(store, query, start, end, stepMs, TierFixture.Choice(tier));
        var difference = TierFixture.Difference(raw, tiered, 1e-9);
        Assert.True(difference is null, $"{seed}: {query}: {difference}");
        return new Row(query, rawBytes, tierBytes, rawMs, tierMs);
    }

    private static (Dictionary<(Belfry.Model.Labels, long), double> Points, long Bytes, double Ms) Measure(
        TimeSeriesStore store, string query, long start, long end, long stepMs, TierChoice tier)
    {
        var (best, bytes) = (double.MaxValue, 0L);
        Query.Engine.QueryResult? result = null;
        for (var round = 0; round < (tier == TierChoice.Raw ? 3 : 12); round++)
        {
            var before = store.ChunkBytesRead;
            var started = Stopwatch.GetTimestamp();
            result = TierFixture.Ask(store, query, start, end, stepMs, tier);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            bytes = store.ChunkBytesRead - before;
        }

        return (TierFixture.Points(result!), bytes, best);
    }

    private static string Sizes(string path) => string.Join(", ", Folders
        .Select(folder => $"{folder} " + (Directory
            .EnumerateFiles(Path.Combine(path, folder), "*", SearchOption.AllDirectories)
            .Sum(file => new FileInfo(file).Length) / 1e6).ToString("F1", CultureInfo.InvariantCulture) + " MB"));

    private sealed record Row(string Query, long RawBytes, long TierBytes, double RawMs, double TierMs)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{RawBytes / 1e6,6:F2} | {TierBytes / 1e3,7:F1} | {(double)RawBytes / TierBytes,5:F0} | {RawMs,6:F1} | "
                + $"{TierMs,7:F2} | {RawMs / TierMs,6:F0} | {Query}");
    }
}
