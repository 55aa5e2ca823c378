using Belfry.Model.Matching;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Index;

namespace Belfry.Tsdb.Tiers;

/// <summary>The tiers of a store, the finest first.</summary>
internal sealed class TierSet
{
    internal const string FolderName = "tiers";

    private TierCoverage coverage;

    private TierSet(IReadOnlyList<Tier> tiers)
    {
        Tiers = tiers;
        coverage = new TierCoverage(tiers, []);
    }

    internal IReadOnlyList<Tier> Tiers { get; }

    /// <summary>Whether a store has tiers already.</summary>
    internal static bool IsIn(StoreDirectory store) => store.Directories().Contains(FolderName);

    /// <summary>
    /// Opens every block of every tier, makes folders that are missing, and changes nothing else;
    /// <paramref name="damaged"/> gets what cannot be used.
    /// </summary>
    /// <exception cref="StorageFailureException">A newer program wrote here.</exception>
    internal static TierSet Open(StoreDirectory store, StoreOptions options, List<StorageFailureException> damaged)
    {
        var wanted = options.UsableTiers();
        if (wanted.Count == 0)
        {
            return new TierSet([]);
        }

        var isNew = !IsIn(store);
        var folder = store.Subdirectory(FolderName);
        var tiers = new List<Tier>();
        try
        {
            foreach (var one in wanted)
            {
                var name = Model.PrometheusDuration.Format(one.Resolution);
                isNew |= !folder.Directories().Contains(name);
                var tier = new Tier(one, folder.Subdirectory(name));
                tiers.Add(tier);
                damaged.AddRange(tier.Blocks.OpenAll());
            }

            if (isNew)
            {
                folder.Sync();
                store.Sync();
            }
        }
        catch
        {
            tiers.ForEach(tier => tier.Blocks.CloseAll());
            throw;
        }

        return new TierSet(tiers);
    }

    /// <summary>Deletes what a crash left.</summary>
    internal void Tidy()
    {
        foreach (var tier in Tiers)
        {
            tier.Blocks.Tidy();
        }
    }

    internal void CloseAll()
    {
        foreach (var tier in Tiers)
        {
            tier.Blocks.CloseAll();
        }
    }

    /// <summary>What the tiers cover beside the raw blocks of this moment. Thread-safe.</summary>
    internal TierCoverage Coverage(IReadOnlyList<Block> raw)
    {
        var seen = Volatile.Read(ref coverage);
        if (!seen.IsOf(raw))
        {
            seen = new TierCoverage(Tiers, raw);
            Volatile.Write(ref coverage, seen);
        }

        return seen;
    }

    internal bool Knows(BlockId id) => Tiers.Any(tier => tier.Blocks.Knows(id));

    /// <summary>
    /// Takes every window that holds a deleted sample from queries. Those that hold others as well come back when the
    /// block is made anew, if their samples still are somewhere. For the holder of the maintenance lock.
    /// </summary>
    internal void Delete(IReadOnlyList<LabelMatcher> matchers, TimeInterval interval)
    {
        foreach (var tier in Tiers)
        {
            tier.Blocks.DeleteStrays();
            foreach (var block in tier.Blocks.Snapshot)
            {
                if (!block.Overlaps(interval.FromMs, interval.ThroughMs))
                {
                    continue;
                }

                var ordinals = PostingsResolver.Resolve(block.Index, matchers, CancellationToken.None);
                if (!ordinals.IsEmpty)
                {
                    block.Delete(ordinals.Span, interval);
                }
            }
        }
    }
}
