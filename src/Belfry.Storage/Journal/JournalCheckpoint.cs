using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;

namespace Belfry.Storage.Journal;

/// <summary>
/// A checkpoint being written: records that say all that the segments up to a number said. It counts once
/// <see cref="Complete"/> has returned; disposed before, nothing of it is left. One thread.
/// </summary>
public sealed class JournalCheckpoint : IDisposable
{
    private const int FlushSizeBytes = 1 << 20;

    private readonly StoreDirectory directory;
    private readonly long number;
    private readonly string temporaryName;
    private readonly StoreFile file;
    private long lengthBytes;
    private bool isComplete;

    internal JournalCheckpoint(StoreDirectory directory, long number)
    {
        this.directory = directory;
        this.number = number;
        temporaryName = JournalFormat.CheckpointName(number) + JournalFormat.TemporarySuffix;
        file = Guard(() => directory.Create(temporaryName));
        Guard(() =>
        {
            var header = new byte[JournalFormat.HeaderSizeBytes];
            JournalFormat.WriteHeader(header, number);
            file.Write(0, header);
            lengthBytes = header.Length;
            return true;
        });
    }

    /// <summary>Where records are added.</summary>
    public JournalRecordBuffer Records { get; } = new();

    /// <summary>Writes out what was added when it is enough to be worth it; call it now and then between
    /// records.</summary>
    /// <exception cref="StorageFailureException">The disk refused; dispose this and try again later.</exception>
    public void FlushWhenLarge()
    {
        if (Records.LengthBytes >= FlushSizeBytes)
        {
            Flush();
        }
    }

    /// <summary>Makes the checkpoint durable, lets it replace the segments before it, and deletes those.</summary>
    /// <returns>Its length in bytes.</returns>
    /// <exception cref="StorageFailureException">It does not count, or old segments could not be deleted.</exception>
    public long Complete()
    {
        Flush();
        Guard(() =>
        {
            file.Write(lengthBytes, JournalFormat.EndRecord);
            lengthBytes += JournalFormat.EndRecord.Length;
            file.Sync();
            file.Dispose();
            directory.Rename(temporaryName, JournalFormat.CheckpointName(number));
            directory.Sync();
            isComplete = true;
            DeleteSuperseded();
            return true;
        });
        return lengthBytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        if (isComplete)
        {
            return;
        }

        try
        {
            directory.Delete(temporaryName);
        }
        catch (IOException)
        {
            // The next open deletes it; it never counts.
        }
    }

    private void Flush() => Guard(() =>
    {
        file.Write(lengthBytes, Records.Written);
        lengthBytes += Records.LengthBytes;
        Records.Clear();
        return true;
    });

    private void DeleteSuperseded()
    {
        foreach (var name in directory.Files())
        {
            if ((JournalFormat.TryParseSegment(name, out var segment) && segment <= number)
                || (JournalFormat.TryParseCheckpoint(name, out var checkpoint) && checkpoint < number))
            {
                directory.Delete(name);
            }
        }
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"cannot write a checkpoint: {failure.Message}",
                temporaryName,
                lengthBytes,
                "free some space or repair the disk; it is tried again",
                failure);
        }
    }
}
