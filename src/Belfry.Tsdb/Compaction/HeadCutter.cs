using Belfry.Platform.Disk;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Compaction;

/// <summary>
/// Moves the head's oldest range into a block. The order is what makes it safe: the range is closed for new samples
/// (later ones are late samples, which are kept apart), the block is made durable and readable, only then the head lets
/// go (when every reader is gone that does not know of the block), and only then the journal. A crash between any two
/// leaves samples in both places, which readers and the replay take as one. Used under the store's maintenance lock.
/// </summary>
internal sealed class HeadCutter(
    HeadStore head,
    JournalLog journal,
    BlockSet blocks,
    HeadBlockWriter writer,
    HeadCheckpoint checkpoint,
    LateCutter late,
    long rangeMs)
{
    // The end of a block that is cut while the head still has its samples, for readers of this generation or before.
    private (long EndMs, long Readers)? cut;

    /// <summary>Whether the head spans one and a half ranges, so that its oldest range gets no more samples.</summary>
    internal bool IsDue
    {
        get
        {
            var (min, max) = (head.MinTimeMs, head.MaxTimeMs);
            return min < max && (Int128)max - min > rangeMs * 3 / 2;
        }
    }

    /// <summary>Cuts one block if one is due. False when there was nothing to do, or batches or readers are in the
    /// way.</summary>
    /// <exception cref="IOException">The disk failed. Nothing is lost; call it again.</exception>
    /// <exception cref="Storage.Contracts.StorageFailureException">As above.</exception>
    internal bool TryCut(CancellationToken cancellationToken)
    {
        if (cut is not null)
        {
            return LetGo(cancellationToken);
        }

        if (IsDue)
        {
            return CutOldest(cancellationToken);
        }

        if (late.IsDue)
        {
            return late.TryCut(cancellationToken);
        }

        if (checkpoint.IsDue)
        {
            checkpoint.Write(cancellationToken);
        }

        return false;
    }

    /// <summary>
    /// Writes blocks of all the head's samples, one for each range; the head keeps them.
    /// </summary>
    internal void WriteAll(StoreDirectory directory, CancellationToken cancellationToken)
    {
        if (head.OldestTimeMs > head.MaxTimeMs)
        {
            return;
        }

        var endMs = head.MaxTimeMs == long.MaxValue ? long.MaxValue : head.MaxTimeMs + 1;
        writer.Write(
            directory, head.Pages.Enumerate(), head.OldestTimeMs, endMs, HeadBlockWriter.ReadAll, cancellationToken);
    }

    /// <summary>Sees to it that a restart brings nothing back that is deleted from now on.</summary>
    internal void SettleDebts(CancellationToken cancellationToken)
    {
        if (checkpoint.IsOwed)
        {
            checkpoint.Write(cancellationToken);
        }
    }

    private bool CutOldest(CancellationToken cancellationToken)
    {
        blocks.DeleteStrays();

        // The head's own range starts where the last block ended; backfilled samples may lie before.
        var startMs = BlockTimes.RangeStart(head.MinTimeMs, rangeMs);
        var endMs = head.Leader.Scratch.RangeEnd(head.MinTimeMs);
        if (!head.Batches.TryWaitFor(head.RaiseMinValidTime(endMs), cancellationToken))
        {
            return false;
        }

        var id = writer.Write(
            blocks.Directory, head.Pages.Enumerate(), startMs, endMs, HeadBlockWriter.ReadMain, cancellationToken);
        if (id is not null)
        {
            blocks.Replace([], id);
        }

        cut = (endMs, head.Readers.Advance());
        return LetGo(cancellationToken);
    }

    private bool LetGo(CancellationToken cancellationToken)
    {
        var (endMs, readers) = cut!.Value;
        if (!head.Readers.TryWaitFor(readers, cancellationToken))
        {
            return false;
        }

        head.Truncate(endMs, journal.RunExclusive);
        cut = null;
        late.Request();
        checkpoint.Owe();
        checkpoint.Write(cancellationToken);
        return true;
    }
}
