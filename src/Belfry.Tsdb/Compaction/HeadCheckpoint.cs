using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Head;

namespace Belfry.Tsdb.Compaction;

/// <summary>
/// Writes the whole head as a checkpoint of the journal, so that a restart need not read what came before it. Used
/// under the store's maintenance lock.
/// </summary>
internal sealed class HeadCheckpoint(HeadStore head, JournalLog journal, long growthMaxBytes)
{
    private long writtenBytes;
    private long sizeBytes;

    /// <summary>Whether the journal has something that the head does not hold any more.</summary>
    internal bool IsOwed { get; private set; }

    /// <summary>Whether one is owed, or the journal has grown enough to be worth it.</summary>
    internal bool IsDue => IsOwed || journal.AppendedBytes - writtenBytes > growthMaxBytes + (sizeBytes / 2);

    /// <summary>Says that samples have left the head.</summary>
    internal void Owe() => IsOwed = true;

    /// <exception cref="StorageFailureException">The disk failed; call it again.</exception>
    internal void Write(CancellationToken cancellationToken)
    {
        long through = 0;
        long appendedBytes = 0;
        journal.RunExclusive(() =>
        {
            through = journal.StartSegment();
            appendedBytes = journal.AppendedBytes;
        });
        using var checkpoint = journal.BeginCheckpoint(through);
        new HeadCheckpointWriter(head, checkpoint).Write(cancellationToken);
        sizeBytes = checkpoint.Complete();
        writtenBytes = appendedBytes;
        IsOwed = false;
    }
}
