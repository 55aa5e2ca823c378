using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Changes;

namespace Belfry.Tsdb.Blocks;

/// <summary>
/// The blocks in use, in <see cref="BlockOrder"/>. Reading takes a snapshot; changing is for one thread at a time, the
/// one that holds the store's maintenance lock.
/// </summary>
internal sealed class BlockSet
{
    private Block[] blocks = [];

    internal BlockSet(StoreDirectory directory, BlockDamage damage)
    {
        Directory = directory;
        Damage = damage;
    }

    /// <summary>Hears when blocks come and go; null where nobody asks.</summary>
    internal ChangeRecord? Changes { get; set; }

    /// <summary>What was found damaged.</summary>
    internal BlockDamage Damage { get; }

    /// <summary>The folder that holds the blocks.</summary>
    internal StoreDirectory Directory { get; }

    /// <summary>Blocks on the disk that are not to be there; see <see cref="BlockWriter"/>.</summary>
    internal List<BlockId> Strays { get; } = [];

    /// <summary>
    /// Blocks that were replaced or dropped, but whose folders would not lose their names: the next open would take
    /// them for blocks. As long as their successors are as they were made, it finds that these were replaced.
    /// </summary>
    internal List<BlockId> Leftovers { get; } = [];

    /// <summary>The blocks at this moment; not held, so they may close at any time.</summary>
    internal IReadOnlyList<Block> Snapshot => Volatile.Read(ref blocks);

    /// <summary>The end of the newest block; null when there is none.</summary>
    internal TimestampMs? EndTime =>
        Snapshot is { Count: > 0 } all ? new TimestampMs(all.Max(block => block.EndTimeMs)) : null;

    /// <summary>Opens every block there is and changes nothing. Damaged ones are left out and told.</summary>
    /// <exception cref="StorageFailureException">A newer program wrote here.</exception>
    internal void OpenAll()
    {
        var opened = new List<Block>();
        foreach (var name in Directory.Directories().Where(name => BlockId.TryParse(name, out _)))
        {
            try
            {
                opened.Add(Block.Open(Directory, name, Damage));
            }
            catch (StorageFailureException failure) when (failure.Hint != BlockManifestFile.LaterVersionHint)
            {
                Damage.SetAside(name, failure);
            }
        }

        blocks = BlockOrder.Of(opened);
    }

    /// <summary>Deletes what a crash left: blocks that another one replaces, and half-made ones.</summary>
    internal void Tidy()
    {
        Replace([.. blocks.Where(block => blocks.Any(other => Replaces(other, block)))], null);
        foreach (var name in Directory.Directories())
        {
            if (name.EndsWith(BlockFormat.TemporarySuffix, StringComparison.Ordinal))
            {
                Directory.DeleteDirectory(name);
            }
        }
    }

    /// <summary>Deletes strays; to be called before samples are moved out of the head.</summary>
    /// <exception cref="IOException">One is still there.</exception>
    internal void DeleteStrays() => Delete(Strays);

    /// <summary>
    /// Deletes strays and leftovers; to be called before samples are deleted, and before blocks that replaced others
    /// are replaced or dropped themselves. Otherwise the next open might bring deleted samples back.
    /// </summary>
    /// <exception cref="IOException">One is still there.</exception>
    internal void DeleteLeftovers()
    {
        Delete(Strays);
        Delete(Leftovers);
    }

    /// <summary>Whether a name is or was that of a block whose samples are here.</summary>
    internal bool Knows(BlockId id) =>
        blocks.Any(block => block.Manifest.Id == id || block.Manifest.Sources.Contains(id)
            || block.Manifest.Parents.Contains(id))
        || Directory.Exists(id.ToString());

    /// <summary>The newest name in use; null when there is no block.</summary>
    internal BlockId? NewestId => Snapshot is { Count: > 0 } all ? all.Max(block => block.Manifest.Id) : null;

    /// <summary>The blocks that overlap a range, each held for the caller.</summary>
    internal List<Block> Hold(long fromMs, long throughMs)
    {
        while (true)
        {
            var held = new List<Block>();
            var isWhole = true;
            foreach (var block in Snapshot)
            {
                if (!block.Overlaps(fromMs, throughMs))
                {
                    continue;
                }

                if (!block.TryHold())
                {
                    // It was replaced since the snapshot; the new snapshot has its successor.
                    isWhole = false;
                    break;
                }

                held.Add(block);
            }

            if (isWhole)
            {
                return held;
            }

            held.ForEach(block => block.Release());
        }
    }

    /// <summary>Opens the block <paramref name="id"/> and puts it in the place of others, which retire.</summary>
    internal Block? Replace(IReadOnlyList<Block> old, BlockId? id)
    {
        var added = id is { } name ? OpenNew(name) : null;
        var next = blocks.Except(old).ToList();
        if (added is not null)
        {
            next.Add(added);
        }

        using (Changes?.BeginEverything())
        {
            Volatile.Write(ref blocks, BlockOrder.Of(next));
        }

        Leftovers.AddRange(old.Where(block => !block.Retire()).Select(block => block.Manifest.Id));
        return added;
    }

    internal void CloseAll()
    {
        var all = blocks;
        Volatile.Write(ref blocks, []);
        foreach (var block in all)
        {
            block.Release();
        }
    }

    private void Delete(List<BlockId> unwanted)
    {
        foreach (var id in unwanted.ToList())
        {
            var temporaryName = id + BlockFormat.TemporarySuffix;
            if (Directory.Directories().Contains(id.ToString()))
            {
                Directory.Rename(id.ToString(), temporaryName);
            }

            Directory.Sync();
            Directory.DeleteDirectory(temporaryName);
            unwanted.Remove(id);
        }
    }

    private Block OpenNew(BlockId id)
    {
        try
        {
            return Block.Open(Directory, id.ToString(), Damage);
        }
        catch (StorageFailureException)
        {
            // It is whole on the disk, but this process goes on without it.
            Strays.Add(id);
            throw;
        }
    }

    // Names do not repeat; that the range is looked at as well means that even then no sample goes.
    private static bool Replaces(Block newer, Block older) =>
        newer.Manifest.Parents.Contains(older.Manifest.Id)
        && newer.MinTimeMs <= older.MinTimeMs
        && newer.EndTimeMs >= older.EndTimeMs;
}
