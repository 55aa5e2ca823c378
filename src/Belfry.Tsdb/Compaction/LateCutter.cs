using Belfry.Storage.Journal;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Compaction;

/// <summary>
/// Moves late samples, whose blocks were cut before they came, into blocks of their own, which are merged with the
/// others later. The samples are set apart first, so that what comes meanwhile stays; then the blocks are made durable
/// and readable; then the head lets go, when every reader is gone that does not know of the blocks. A crash between any
/// two leaves samples in both places, which readers take as one. Used under the store's maintenance lock.
/// </summary>
internal sealed class LateCutter(
    HeadStore head,
    JournalLog journal,
    BlockSet blocks,
    HeadBlockWriter writer,
    HeadCheckpoint checkpoint,
    long rangeMs)
{
    // So many late samples are moved at once, even when no block is cut for a long time.
    private const long LateCountMax = 5_000_000;

    private HashSet<HeadSeries> sent = [];
    private bool isRequested;

    // The readers that may not know of the blocks; null until the blocks are written.
    private long? readers;

    internal bool IsDue => sent.Count > 0 || head.LateCount > LateCountMax || (isRequested && head.LateCount > 0);

    /// <summary>Asks for the late samples to be moved with the next round.</summary>
    internal void Request() => isRequested = true;

    /// <summary>Moves the late samples there are. False when readers are in the way; call it again then.</summary>
    /// <exception cref="IOException">The disk failed. Nothing is lost; call it again.</exception>
    /// <exception cref="Storage.Contracts.StorageFailureException">As above.</exception>
    internal bool TryCut(CancellationToken cancellationToken)
    {
        if (sent.Count == 0)
        {
            journal.RunExclusive(() => sent = head.SendLate());
            isRequested = false;
        }

        if (readers is null)
        {
            blocks.DeleteStrays();
            WriteBlocks(cancellationToken);
            readers = head.Readers.Advance();
        }

        if (!head.Readers.TryWaitFor(readers.Value, cancellationToken))
        {
            return false;
        }

        journal.RunExclusive(() => head.DropSent(sent));
        sent = [];
        readers = null;
        checkpoint.Owe();
        checkpoint.Write(cancellationToken);
        return true;
    }

    private void WriteBlocks(CancellationToken cancellationToken)
    {
        var starts = new SortedSet<long>();
        var open = new byte[1024];
        foreach (var series in sent)
        {
            for (var chunk = series.Capture(ref open).Leaving; chunk is not null; chunk = chunk.Previous)
            {
                starts.Add(BlockTimes.RangeStart(chunk.MinTimeMs, rangeMs));
            }
        }

        foreach (var startMs in starts)
        {
            var id = writer.Write(
                blocks.Directory,
                sent,
                startMs,
                head.Leader.Scratch.RangeEnd(startMs),
                (content, _, columns) => ChunkChain.Read(content.Leaving, long.MinValue, long.MaxValue, columns),
                cancellationToken);
            if (id is not null)
            {
                blocks.Replace([], id);
            }
        }
    }
}
