using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Tiers;
using Xunit;

namespace Belfry.Tsdb.Tests.Tiers;

/// <summary>How tiers come about, are renewed, merged and dropped. Windows of 1, 10 and 60 seconds.</summary>
public sealed class TierLifeTests
{
    private const long SecondMs = 1000;
    private const long BlockMs = 24 * SecondMs;

    private static readonly Labels Counter = StoreFixture.Series("__name__=c_total");
    private static readonly Labels Gauge = StoreFixture.Series("__name__=g");

    private static readonly string[] Compared =
        ["sum_over_time(g[$R])", "rate(c_total[$R])", "last_over_time(g[$R])"];

    private static readonly string[] Described =
        ["rate(c_total[24s])", "sum_over_time(g[12s])", "max_over_time(g[24s])", "g", "increase(c_total[12s])"];

    private static readonly StoreOptions Options = StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromMilliseconds(BlockMs),
        Tiers =
        [
            new TierOptions(TimeSpan.FromSeconds(1), null),
            new TierOptions(TimeSpan.FromSeconds(12), null),
            new TierOptions(TimeSpan.FromSeconds(144), null),
        ],
    };

    private readonly Random random = new Seed(74).Random;
    private readonly MemoryDirectory disk = new();

    [Fact]
    public void Tiers_grow_with_the_blocks_and_stay_few()
    {
        using var store = StoreFixture.Open(disk, Options);
        for (var time = 0L; time < 200 * BlockMs; time += BlockMs)
        {
            Append(store, time, time + BlockMs);
            store.RunMaintenance(CancellationToken.None);
        }

        Assert.InRange(Folders("1s").Count, 3, 16);
        Assert.InRange(Folders("12s").Count, 1, 10);
        Assert.InRange(Folders("2m24s").Count, 1, 5);
        AssertSame(store, 0, 199 * BlockMs, "1s", "12s", "2m24s");
    }

    [Fact]
    public void A_restart_finds_the_tiers_and_builds_nothing_again()
    {
        using (var store = StoreFixture.Open(disk, Options))
        {
            Append(store, 0, 20 * BlockMs);
            store.RunMaintenance(CancellationToken.None);
        }

        var before = Folders("1s").Concat(Folders("12s")).ToList();
        using var again = StoreFixture.Open(disk, Options);
        again.RunMaintenance(CancellationToken.None);

        Assert.Equal(before, Folders("1s").Concat(Folders("12s")));
        AssertSame(again, 0, 20 * BlockMs, "1s", "12s");
    }

    [Fact]
    public void A_late_block_gets_into_the_windows_it_belongs_to()
    {
        using (var store = StoreFixture.Open(disk, Options))
        {
            Append(store, 0, 40 * BlockMs);
            store.RunMaintenance(CancellationToken.None);
        }

        var late = new TierSeries(
            StoreFixture.Series("__name__=late"),
            [.. Enumerable.Range(0, 500).Select(index => (7 * BlockMs) + (index * 100L))],
            [.. Enumerable.Range(0, 500).Select(index => (double)index)]);
        TierFixture.WriteBlocks(disk, [late], 7 * BlockMs, 10 * BlockMs, BlockMs, random);
        using var again = StoreFixture.Open(disk, Options);
        AssertSame(again, 0, 40 * BlockMs, "1s", "12s");
        again.RunMaintenance(CancellationToken.None);

        AssertSame(again, 0, 40 * BlockMs, "1s", "12s");
        var answer = TierFixture.Ask(
            again, "sum_over_time(late[12s])", 0, 40 * BlockMs, 12 * SecondMs, TierFixture.Choice("12s"));
        Assert.NotEmpty(TierFixture.Points(answer));
        Assert.Contains(answer.Infos, info => info.Contains("12s", StringComparison.Ordinal));
    }

    [Fact]
    public void A_late_block_older_than_raw_samples_is_added_to_what_the_tiers_kept()
    {
        var limited = Options with { Retention = TimeSpan.FromMilliseconds(10 * BlockMs) };
        var before = Answers(limited, 0);
        var late = new TierSeries(
            StoreFixture.Series("__name__=late"),
            [.. Enumerable.Range(0, 50).Select(index => (7 * BlockMs) + (index * 100L))],
            [.. Enumerable.Range(0, 50).Select(index => (double)index)]);
        TierFixture.WriteBlocks(disk, [late], 7 * BlockMs, 8 * BlockMs, BlockMs, random);

        Assert.Equal(before, Answers(limited, -1));
        using var store = StoreFixture.Open(disk, limited);
        Assert.Contains(
            TierFixture.Points(TierFixture.Ask(store, "sum_over_time(late[12s])", 0, 40 * BlockMs, 12 * SecondMs)),
            point => point.Value > 0);
        Assert.DoesNotContain(
            disk.Subdirectory("blocks").Directories(),
            name => Storage.Blocks.BlockManifestFile.Read(disk.Subdirectory("blocks").Subdirectory(name))
                .MaxTime.Value <= 29 * BlockMs);
    }

    [Fact]
    public void Raw_blocks_go_only_when_the_tiers_have_them_and_then_the_tiers_answer()
    {
        var expected = Answers(Options, 0);
        var limited = Options with { Retention = TimeSpan.FromMilliseconds(10 * BlockMs) };

        Assert.Equal(expected, Answers(limited, -1));
        Assert.InRange(disk.Subdirectory("blocks").Directories().Count, 1, 12);
        using var store = StoreFixture.Open(disk, limited);
        var needsSamples = TierFixture.Ask(
            store, "stddev_over_time(g[24s])", 4 * BlockMs, 8 * BlockMs, 24 * SecondMs);
        Assert.NotEmpty(TierFixture.Points(needsSamples));
        Assert.Contains(needsSamples.Infos, info =>
            info.Contains("answered from tier 1s", StringComparison.Ordinal)
            && info.Contains("approximate", StringComparison.Ordinal));
        Assert.Empty(TierFixture.Points(TierFixture.Ask(
            store, "g", 4 * BlockMs, 8 * BlockMs, 24 * SecondMs, TierChoice.Raw)));
        using var reader = store.Open(new TimestampMs(0), new TimestampMs(8 * BlockMs));
        Assert.Equal(["c_total", "g"], reader.LabelValues("__name__", [], CancellationToken.None));
    }

    [Fact]
    public void Raw_blocks_stay_while_a_tier_cannot_be_written()
    {
        using (var store = StoreFixture.Open(disk, Options with { Tiers = [] }))
        {
            Append(store, 0, 40 * BlockMs);
            store.RunMaintenance(CancellationToken.None);
        }

        var limited = Options with { Retention = TimeSpan.FromMilliseconds(10 * BlockMs) };
        using var again = StoreFixture.Open(disk, limited);
        var before = disk.Subdirectory("blocks").Directories();
        disk.Faults.FailNth(DiskOperation.Create, 1, times: int.MaxValue);
        again.RunMaintenance(CancellationToken.None);

        Assert.Equal(before, disk.Subdirectory("blocks").Directories());
        disk.Faults.Clear();
        again.RunMaintenance(CancellationToken.None);
        Assert.True(disk.Subdirectory("blocks").Directories().Count < before.Count);
        Assert.NotEmpty(Folders("1s"));
    }

    [Fact]
    public void Tier_blocks_go_when_they_are_past_their_retention_and_in_the_next_tier()
    {
        var limited = Options with
        {
            Retention = TimeSpan.FromMilliseconds(10 * BlockMs),
            Tiers =
            [
                new TierOptions(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(40 * BlockMs)),
                new TierOptions(TimeSpan.FromSeconds(12), TimeSpan.FromMilliseconds(120 * BlockMs)),
            ],
        };
        using var store = StoreFixture.Open(disk, limited);
        for (var time = 0L; time < 200 * BlockMs; time += BlockMs)
        {
            Append(store, time, time + BlockMs);
            store.RunMaintenance(CancellationToken.None);
        }

        Assert.InRange(Oldest("1s"), 120 * BlockMs, 170 * BlockMs);
        Assert.InRange(Oldest("12s"), 40 * BlockMs, 90 * BlockMs);
        var points = TierFixture.Points(TierFixture.Ask(
            store, "count_over_time(g[24s])", 96 * BlockMs, 198 * BlockMs, 24 * SecondMs));
        Assert.Equal(103, points.Count);
        Assert.All(points.Values, count => Assert.Equal(48, count));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100)]
    public void Raw_samples_may_be_kept_longer_than_windows(int? rawBlocks)
    {
        var options = Options with
        {
            Retention = rawBlocks is { } count ? TimeSpan.FromMilliseconds(count * BlockMs) : null,
            Tiers =
            [
                new TierOptions(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(20 * BlockMs)),
                new TierOptions(TimeSpan.FromSeconds(12), TimeSpan.FromMilliseconds(60 * BlockMs)),
            ],
        };
        using var store = StoreFixture.Open(disk, options);
        for (var time = 0L; time < 150 * BlockMs; time += 10 * BlockMs)
        {
            Append(store, time, time + (10 * BlockMs));
            store.RunMaintenance(CancellationToken.None);
        }

        var before = Folders("1s").Concat(Folders("12s")).ToList();
        store.RunMaintenance(CancellationToken.None);

        Assert.Equal(before, Folders("1s").Concat(Folders("12s")));
        Assert.InRange(Oldest("1s"), 110 * BlockMs, 140 * BlockMs);
        Assert.InRange(Oldest("12s"), 36 * BlockMs, 100 * BlockMs);
        var raw = TierFixture.Points(TierFixture.Ask(
            store, "count_over_time(g[24s])", 0, 149 * BlockMs, 24 * SecondMs, TierChoice.Raw));
        Assert.InRange(raw.Keys.Min(key => key.TimeMs), 0, rawBlocks is null ? 0 : 60 * BlockMs);
        Assert.Equal(rawBlocks is null, raw.ContainsKey((Labels.Empty, 0)));
    }

    [Fact]
    public void Deleted_samples_are_in_no_tier_at_once_and_their_neighbours_come_back()
    {
        using var store = StoreFixture.Open(disk, Options);
        Append(store, 0, 40 * BlockMs);
        store.RunMaintenance(CancellationToken.None);
        store.Delete(
            [StoreFixture.Matcher("__name__=g")],
            new TimestampMs((5 * BlockMs) + 300),
            new TimestampMs((9 * BlockMs) + 700));

        AssertSame(store, 0, 40 * BlockMs, "1s", "12s");
        store.RunMaintenance(CancellationToken.None);

        AssertSame(store, 0, 40 * BlockMs, "1s", "12s");
        var blocks = disk.Subdirectory("tiers").Subdirectory("1s");
        Assert.DoesNotContain(Folders("1s"), name => blocks.Subdirectory(name).Exists("tombstones"));
    }

    [Fact]
    public void Where_raw_samples_are_gone_every_window_that_a_deletion_touches_is_gone()
    {
        var limited = Options with { Retention = TimeSpan.FromMilliseconds(10 * BlockMs) };
        Answers(limited, 0);
        using (var store = StoreFixture.Open(disk, limited))
        {
            store.RunMaintenance(CancellationToken.None);
            store.Delete(
                [StoreFixture.Matcher("__name__=g")], new TimestampMs(5_400), new TimestampMs(9_700));
        }

        using var again = StoreFixture.Open(disk, limited);
        again.RunMaintenance(CancellationToken.None);
        var points = TierFixture.Points(TierFixture.Ask(
            again, "count_over_time(g[1s])", 1_000, 20_000, SecondMs, TierFixture.Choice("1s")));
        Assert.Equal(
            [1, 2, 3, 4, 5, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
            points.Keys.Select(key => key.TimeMs / SecondMs).Order());
    }

    [Fact]
    public void Tiers_count_for_the_limit_of_bytes_and_the_finest_give_way_first()
    {
        using var store = StoreFixture.Open(disk, Options);
        for (var start = 0L; start < 60 * BlockMs; start += BlockMs)
        {
            Append(store, start, start + BlockMs);
            store.RunMaintenance(CancellationToken.None);
        }

        var (finest, oldest, middle, coarsest) = (Bytes("1s"), Oldest("1s"), Oldest("12s"), Oldest("2m24s"));
        var tiers = finest + Bytes("12s") + Bytes("2m24s");

        var time = TimeSpan.FromMilliseconds(10 * BlockMs);
        store.ApplyRetention(new RetentionLimits { Time = time });
        store.RunMaintenance(CancellationToken.None);

        // Half of the limit is what tiers may have. What is still raw stays in any case.
        for (var allowed = tiers; Bytes("1s") == finest; allowed -= 200)
        {
            store.ApplyRetention(new RetentionLimits { Time = time, SizeBytes = 2 * allowed });
            store.RunMaintenance(CancellationToken.None);
        }

        Assert.InRange(Bytes("1s"), 1, finest - 1);
        Assert.True(Oldest("1s") > oldest);
        Assert.Equal(middle, Oldest("12s"));
        Assert.Equal(coarsest, Oldest("2m24s"));
        Assert.NotEmpty(store.Blocks());
        var points = TierFixture.Points(TierFixture.Ask(
            store, "count_over_time(g[24s])", 4 * BlockMs, 20 * BlockMs, 24 * SecondMs));
        Assert.Equal(17, points.Count);
        Assert.All(points.Values, count => Assert.Equal(48, count));
    }

    [Fact]
    public void A_snapshot_has_the_tiers()
    {
        var limited = Options with { Retention = TimeSpan.FromMilliseconds(10 * BlockMs) };
        var expected = Answers(limited, 0);
        string name;
        using (var store = StoreFixture.Open(disk, limited))
        {
            store.RunMaintenance(CancellationToken.None);
            name = store.Snapshot(skipHead: false);
        }

        using var copy = StoreFixture.Open(
            (MemoryDirectory)disk.Subdirectory("snapshots").Subdirectory(name), limited);
        Assert.Equal(expected, Describe(copy));
    }

    [Fact]
    public void Tiers_that_do_not_fit_are_not_kept()
    {
        using var store = StoreFixture.Open(disk, Options with { BlockRange = TimeSpan.FromMilliseconds(1500) });
        Append(store, 0, BlockMs);
        store.RunMaintenance(CancellationToken.None);

        Assert.DoesNotContain("tiers", disk.Directories());
    }

    [Fact]
    public void A_damaged_tier_block_is_set_aside_and_made_again()
    {
        using (var store = StoreFixture.Open(disk, Options))
        {
            Append(store, 0, 40 * BlockMs);
            store.RunMaintenance(CancellationToken.None);
        }

        var folder = disk.Subdirectory("tiers").Subdirectory("1s").Subdirectory(Folders("1s")[0]);
        using (var manifest = folder.Open("manifest.json", writable: true))
        {
            manifest.Write(40, "X"u8);
        }

        using var again = StoreFixture.Open(disk, Options);
        AssertSame(again, 0, 40 * BlockMs, "1s", "12s");
        again.RunMaintenance(CancellationToken.None);
        AssertSame(again, 0, 40 * BlockMs, "1s", "12s");
    }

    [Theory]
    [InlineData("sum_over_time(g[12s])")]
    [InlineData("g")]
    public void Where_a_chunk_of_windows_is_damaged_raw_samples_answer_with_a_warning(string query)
    {
        using (var store = StoreFixture.Open(disk, Options))
        {
            Append(store, 0, 40 * BlockMs);
            store.RunMaintenance(CancellationToken.None);
        }

        string? Warning(TimeSeriesStore store, out List<string> points)
        {
            var result = TierFixture.Ask(
                store, query, 2 * BlockMs, 39 * BlockMs, 12 * SecondMs, TierFixture.Choice("12s"));
            points = [.. TierFixture.Points(result).OrderBy(point => point.Key.TimeMs).Select(
                point => $"{point.Key} {point.Value:G10}")];
            return result.Warnings.SingleOrDefault();
        }

        using (var store = StoreFixture.Open(disk, Options))
        {
            Assert.Null(Warning(store, out _));
        }

        foreach (var name in Folders("12s"))
        {
            var folder = disk.Subdirectory("tiers").Subdirectory("12s").Subdirectory(name);
            using var chunks = folder.Open("chunks", writable: true);

            // Both ends of the file are looked at when the block is opened.
            chunks.Write(32, new byte[chunks.LengthBytes - 64]);
        }

        using var again = StoreFixture.Open(disk, Options);
        var raw = TierFixture.Points(TierFixture.Ask(
            again, query, 2 * BlockMs, 39 * BlockMs, 12 * SecondMs, TierFixture.Choice("raw")));

        Assert.StartsWith(
            "Belfry warning: a tier is damaged, raw samples were read instead: ", Warning(again, out var points));
        Assert.Equal(
            raw.OrderBy(point => point.Key.TimeMs).Select(point => $"{point.Key} {point.Value:G10}"), points);
    }

    private static void Append(TimeSeriesStore store, long fromMs, long throughMs)
    {
        using var appender = store.Appender();
        var (counter, gauge) = (appender.Resolve(Counter), appender.Resolve(Gauge));
        for (var time = fromMs; time < throughMs; time += 500)
        {
            appender.Append(counter, new TimestampMs(time), time / 100 % 7001);
            appender.Append(gauge, new TimestampMs(time), Math.Sin(time) * 10);
        }

        appender.Commit();
    }

    // A fresh store filled once with 40 blocks when the time is given, else the one that is there, after maintenance.
    private List<string> Answers(StoreOptions options, long fillFromMs)
    {
        using var store = StoreFixture.Open(disk, options);
        if (fillFromMs >= 0)
        {
            Append(store, fillFromMs, 40 * BlockMs);
        }

        store.RunMaintenance(CancellationToken.None);
        return Describe(store);
    }

    private static List<string> Describe(ISeriesSource store) =>
    [
        .. Described.SelectMany(query => TierFixture.Points(TierFixture.Ask(
                    store, query, 2 * BlockMs, 39 * BlockMs, 12 * SecondMs))
                .OrderBy(point => point.Key.TimeMs).ThenBy(point => point.Key.Labels)
                .Select(point => $"{query} {point.Key} {point.Value:G10}")),
    ];

    private static void AssertSame(ISeriesSource store, long fromMs, long throughMs, params string[] tiers)
    {
        foreach (var tier in tiers)
        {
            var stepMs = (long)TierFixture.Choice(tier).Resolution!.Value.TotalMilliseconds;
            var start = fromMs + (2 * stepMs);
            foreach (var text in Compared)
            {
                var query = text.Replace("$R", tier, StringComparison.Ordinal);
                var raw = TierFixture.Ask(store, query, start, throughMs, stepMs, TierChoice.Raw);
                var tiered = TierFixture.Ask(store, query, start, throughMs, stepMs, TierFixture.Choice(tier));
                var difference = TierFixture.Difference(TierFixture.Points(raw), TierFixture.Points(tiered), 1e-9);
                Assert.True(difference is null, $"{query}: {difference}");
                Assert.NotEmpty(tiered.Infos);
            }
        }
    }

    private IReadOnlyList<string> Folders(string tier) =>
        disk.Subdirectory("tiers").Subdirectory(tier).Directories();

    private long Bytes(string tier) => Folders(tier).Sum(name =>
    {
        var folder = disk.Subdirectory("tiers").Subdirectory(tier).Subdirectory(name);
        return folder.Files().Sum(file =>
        {
            using var opened = folder.Open(file, writable: false);
            return opened.LengthBytes;
        });
    });

    private long Oldest(string tier) => Folders(tier).Min(name => Storage.Blocks.BlockManifestFile
        .Read(disk.Subdirectory("tiers").Subdirectory(tier).Subdirectory(name)).MinTime.Value);
}
