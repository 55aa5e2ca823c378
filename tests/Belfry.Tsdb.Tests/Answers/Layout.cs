using Belfry.Model;
using Belfry.Testing.Disk;
using Belfry.Testing.PromQL;
using Belfry.Testing.Time;
using Belfry.Tsdb.PrometheusFormat;

namespace Belfry.Tsdb.Tests.Answers;

/// <summary>A way in which the same samples may lie in a store.</summary>
/// <param name="Name">For people.</param>
/// <param name="Options">How the store is kept.</param>
internal sealed record Layout(string Name, StoreOptions Options)
{
    private const int LateCountMax = 1_000_000;

    private static readonly StoreOptions Whole = StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromDays(1),
        OutOfOrderWindow = TimeSpan.FromHours(3),
        Tiers = [],
    };

    private static readonly StoreOptions Cut = Whole with { BlockRange = TimeSpan.FromMinutes(12) };

    /// <summary>Everything in the head, in order: what the others are compared with.</summary>
    internal static Layout Plain { get; } = new("head", Whole);

    /// <summary>The others.</summary>
    internal static IReadOnlyList<Layout> Others { get; } =
    [
        new("head, chunks of 7", Whole with { SamplesPerChunkMax = 7 }) { OneRestartIn = 9 },
        new("head, late", Whole) { OneHeldBackIn = 6 },
        new("blocks", Cut) { OneMaintenanceIn = 3 },
        new("blocks, small chunks", Cut with { SamplesPerChunkMax = 5, SamplesPerBlockChunkMax = 11 })
        {
            OneMaintenanceIn = 2,
            OneRestartIn = 8,
        },
        new("blocks, late", Cut) { OneMaintenanceIn = 2, OneHeldBackIn = 6, OneRestartIn = 12 },
        new("blocks, merged", Cut with { BlockRange = TimeSpan.FromMinutes(6) })
        {
            OneMaintenanceIn = 2,
            OneHeldBackIn = 20,
            IsSettled = true,
        },
        new("snapshot", Cut) { OneMaintenanceIn = 4, OneHeldBackIn = 12, IsSnapshot = true },
        new("exported and imported", Cut) { OneMaintenanceIn = 4, IsTransferred = true },
        Tiered with { Name = "tiers beside" },
    ];

    /// <summary>Blocks with tiers of 1 and 6 minutes as far as these can come.</summary>
    internal static Layout Tiered => new(
        "tiers",
        Cut with { Tiers = [new(TimeSpan.FromMinutes(1), null), new(TimeSpan.FromMinutes(6), null)] })
    {
        OneMaintenanceIn = 2,
        OneHeldBackIn = 30,
        IsSettled = true,
    };

    /// <summary>Of so many samples one comes late; 0 for none.</summary>
    internal int OneHeldBackIn { get; init; }

    /// <summary>How often the store is looked after, and restarted, while samples come; 0 for never.</summary>
    internal int OneMaintenanceIn { get; init; }

    internal int OneRestartIn { get; init; }

    /// <summary>Whether everything that is due is done in the end.</summary>
    internal bool IsSettled { get; init; }

    /// <summary>Whether it is a snapshot of the store that is looked at.</summary>
    internal bool IsSnapshot { get; init; }

    /// <summary>Whether it is what Prometheus's format had of the store.</summary>
    internal bool IsTransferred { get; init; }

    /// <summary>A store that got the material.</summary>
    internal TimeSeriesStore Make(IReadOnlyList<MaterialSeries> material, Random random)
    {
        var directory = new MemoryDirectory();
        var store = StoreFixture.Open(directory, Options);
        var feed = new Feed(material, random);
        while (!feed.IsOver)
        {
            feed.Advance(store, feed.NowMs + random.Next(1000, 400_000), OneHeldBackIn);
            if (IsIn(OneMaintenanceIn, random))
            {
                store.RunMaintenance(CancellationToken.None);
            }

            if (IsIn(OneHeldBackIn, random))
            {
                feed.GiveLate(store);
            }

            if (IsIn(OneRestartIn, random))
            {
                store.Dispose();
                store = StoreFixture.Open(directory, Options);
            }
        }

        feed.GiveLate(store, LateCountMax);
        for (var round = 0; IsSettled && round < 5; round++)
        {
            store.RunMaintenance(CancellationToken.None);
        }

        return IsSnapshot ? Snapshot(store, directory) : IsTransferred ? Transferred(store) : store;
    }

    public override string ToString() => Name;

    private static bool IsIn(int count, Random random) => count > 0 && random.Next(count) == 0;

    private TimeSeriesStore Snapshot(TimeSeriesStore store, MemoryDirectory directory)
    {
        var name = store.Snapshot(skipHead: false);
        store.Dispose();
        return StoreFixture.Open(directory.Subdirectory("snapshots").Subdirectory(name), Options);
    }

    private TimeSeriesStore Transferred(TimeSeriesStore store)
    {
        var (between, target) = (new MemoryDirectory(), new MemoryDirectory());
        PrometheusExport.Run(
            store,
            new TimestampMs(QueryMaterial.StartMs),
            new TimestampMs(QueryMaterial.EndMs),
            TimeSpan.FromHours(2),
            between,
            new ManualClock(),
            new Random(1),
            null,
            CancellationToken.None);
        store.Dispose();
        PrometheusImport.Run(between, target, new ManualClock(), new Random(2), null, CancellationToken.None);
        return StoreFixture.Open(target, Options);
    }
}
