using Belfry.Storage.Contracts;

namespace Belfry.Storage.Journal;

/// <summary>A commit that waits for its group. Written by the group's leader, read by the committer under the
/// gate.</summary>
internal sealed class JournalTicket(IJournalBatch batch)
{
    private Exception? failure;

    internal IJournalBatch Batch => batch;

    internal bool IsDone { get; set; }

    internal void Fail(Exception reason)
    {
        failure = reason;
        batch.Abandoned();
    }

    internal void ThrowIfFailed()
    {
        // Each committer throws an exception of its own: one object thrown by several threads would mix their traces.
        if (failure is StorageFailureException storage)
        {
            throw new StorageFailureException(
                "the batch was not stored: " + (storage.InnerException?.Message ?? storage.Message),
                storage.File,
                storage.Offset,
                storage.Hint,
                storage);
        }

        if (failure is not null)
        {
            throw new InvalidOperationException("BUG: a batch could not be written", failure);
        }
    }
}
