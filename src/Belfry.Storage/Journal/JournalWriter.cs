using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;

namespace Belfry.Storage.Journal;

/// <summary>
/// The segment being written. Between two calls its valid part is exactly <see cref="lengthBytes"/> long; a part that a
/// failed write left behind is cut off before anything else is written. Used by the journal's leader; only
/// <see cref="Sync"/> may be called beside it.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly StoreDirectory directory;

    // Held while a file is synced or replaced, so that neither happens to a file that the other has closed.
    private readonly Lock fileLock = new();
    private StoreFile? file;
    private long lengthBytes;
    private bool hasRemains;
    private long number;
    private long appendedBytes;

    internal JournalWriter(
        StoreDirectory directory, long lastNumber, (long Number, long LengthBytes) tail, long segmentBytes)
    {
        this.directory = directory;
        appendedBytes = segmentBytes;
        number = lastNumber;
        if (tail.Number > 0)
        {
            file = directory.Open(JournalFormat.SegmentName(tail.Number), writable: true);
            lengthBytes = tail.LengthBytes;

            // A process that was killed may have made the file without making its name durable.
            directory.Sync();
            return;
        }

        Roll();
    }

    internal long Number => Volatile.Read(ref number);

    internal long AppendedBytes => Volatile.Read(ref appendedBytes);

    internal void Append(ReadOnlySpan<byte> data, JournalOptions options)
    {
        ObjectDisposedException.ThrowIf(file is null, this);
        if (data.IsEmpty)
        {
            return;
        }

        if (lengthBytes + data.Length > options.SegmentSizeBytesMax && lengthBytes > JournalFormat.HeaderSizeBytes)
        {
            Roll();
        }

        CutRemains();
        hasRemains = true;
        file.Write(lengthBytes, data);
        if (options.Sync == JournalSync.EveryCommit)
        {
            file.Sync();
        }

        lengthBytes += data.Length;
        Volatile.Write(ref appendedBytes, appendedBytes + data.Length);
        hasRemains = false;
    }

    /// <summary>Syncs and closes the segment and starts the next; on failure the old one stays in use.</summary>
    internal void Roll()
    {
        var name = JournalFormat.SegmentName(number + 1);
        lock (fileLock)
        {
            if (file is not null)
            {
                CutRemains();

                // Part of the file only once the next one has taken over; until then it is a remainder to be cut off.
                hasRemains = true;
                file.Write(lengthBytes, JournalFormat.EndRecord);
                file.Sync();
            }

            var next = Start(name);
            file?.Dispose();
            file = next;
            lengthBytes = JournalFormat.HeaderSizeBytes;
            hasRemains = false;
            Volatile.Write(ref number, number + 1);
        }
    }

    internal void Sync()
    {
        lock (fileLock)
        {
            file?.Sync();
        }
    }

    internal StorageFailureException Failure(string attempt, Exception cause)
    {
        TryCutRemains();
        return new StorageFailureException(
            $"{attempt}: {cause.Message}",
            JournalFormat.SegmentName(number),
            lengthBytes,
            "free some space or repair the disk; the store goes on and tries again with the next batch",
            cause);
    }

    public void Dispose()
    {
        lock (fileLock)
        {
            if (file is null)
            {
                return;
            }

            TryCutRemains();
            try
            {
                file.Sync();
            }
            finally
            {
                file.Dispose();
                file = null;
            }
        }
    }

    private StoreFile Start(string name)
    {
        var next = directory.Create(name);
        try
        {
            Span<byte> header = stackalloc byte[JournalFormat.HeaderSizeBytes];
            JournalFormat.WriteHeader(header, number + 1);
            next.Write(0, header);
            next.Sync();
            directory.Sync();
            return next;
        }
        catch
        {
            // The name stays behind; the next attempt empties it, and a replay takes a headless last segment as torn.
            next.Dispose();
            throw;
        }
    }

    private void CutRemains()
    {
        if (hasRemains)
        {
            file!.Truncate(lengthBytes);
            hasRemains = false;
        }
    }

    private void TryCutRemains()
    {
        try
        {
            CutRemains();
        }
        catch (IOException)
        {
            // Still marked: nothing is written before the cut succeeds.
        }
    }
}
