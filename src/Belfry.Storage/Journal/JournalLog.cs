using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;

namespace Belfry.Storage.Journal;

/// <summary>
/// An append-only journal: records in numbered segments, and checkpoints that replace old segments. When
/// <see cref="Commit"/> returns, the records are with the operating system (a killed process loses none) or on the
/// disk, as <see cref="JournalOptions.Sync"/> says. Concurrent commits are written as one group. A failed write leaves
/// the journal as it was before it. Thread-safe. Format: docs/formats/journal.md.
/// </summary>
public sealed class JournalLog : IDisposable
{
    private readonly StoreDirectory directory;
    private readonly JournalOptions options;

    // Guards the two fields below it; held for memory operations only. An object, because followers wait on it.
    private readonly object groupGate = new();
    private List<JournalTicket> waiting = [];
    private bool isLed;

    // Owned by the thread that leads, or that runs exclusively.
    private readonly JournalRecordBuffer records = new();
    private List<JournalTicket> group = [];
    private readonly JournalWriter writer;

    private JournalLog(StoreDirectory directory, JournalOptions options, JournalReplay replay)
    {
        this.directory = directory;
        this.options = options;
        OpenReport = replay.Report;
        writer = new JournalWriter(directory, replay.LastNumber, replay.Tail, replay.SegmentBytes);
    }

    /// <summary>What opening found and repaired.</summary>
    public JournalOpenReport OpenReport { get; }

    /// <summary>Whether a commit is on the disk when it returns.</summary>
    public bool IsSyncedByEveryCommit => options.Sync == JournalSync.EveryCommit;

    /// <summary>Bytes of segments that were read when it was opened, or written since.</summary>
    public long AppendedBytes => writer.AppendedBytes;

    /// <summary>The number of the segment written now.</summary>
    public long CurrentSegment => writer.Number;

    /// <summary>
    /// Opens the journal in <paramref name="directory"/>, which holds nothing else, and passes every record there to
    /// <paramref name="handler"/>, oldest first, before it returns.
    /// </summary>
    /// <exception cref="StorageFailureException">
    /// It cannot be read or repaired, or a newer program wrote it; it is then left as it is.
    /// </exception>
    public static JournalLog Open(StoreDirectory directory, JournalOptions options, JournalRecordHandler handler)
    {
        try
        {
            var replay = new JournalReplay(directory, handler);
            replay.Run();
            return new JournalLog(directory, options, replay);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"cannot open the journal: {failure.Message}",
                directory.Path,
                -1,
                "check the disk, the free space and the owner of the folder",
                failure);
        }
    }

    /// <summary>
    /// Reads the journal in <paramref name="directory"/> as <see cref="Open"/> would, passes every record to
    /// <paramref name="handler"/>, and changes nothing: what opening would repair is only reported. A
    /// <see cref="StorageFailureException"/> of the handler becomes a damage at its record.
    /// </summary>
    /// <exception cref="StorageFailureException">It cannot be read, or a newer program wrote it.</exception>
    public static JournalOpenReport Inspect(StoreDirectory directory, JournalRecordHandler handler)
    {
        try
        {
            var replay = new JournalReplay(directory, handler, inspectsOnly: true);
            replay.Run();
            return replay.Report;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"cannot read the journal: {failure.Message}", directory.Path, -1, "check the disk", failure);
        }
    }

    /// <summary>
    /// Writes the batch, together with others that are waiting, and has it applied. Blocks until that is done.
    /// </summary>
    /// <exception cref="StorageFailureException">Nothing of the batch was written; a later commit may
    /// succeed.</exception>
    public void Commit(IJournalBatch batch)
    {
        var ticket = new JournalTicket(batch);
        lock (groupGate)
        {
            waiting.Add(ticket);
            while (!ticket.IsDone)
            {
                if (isLed)
                {
                    Monitor.Wait(groupGate);
                    continue;
                }

                (waiting, group) = (group, waiting);
                try
                {
                    Lead(WriteGroup);
                }
                finally
                {
                    group.ForEach(member => member.IsDone = true);
                    group.Clear();
                }
            }
        }

        ticket.ThrowIfFailed();
    }

    /// <summary>
    /// Runs <paramref name="action"/> between two groups: no batch is written or applied meanwhile. Keep it short, and
    /// commit nothing inside.
    /// </summary>
    public void RunExclusive(Action action)
    {
        lock (groupGate)
        {
            while (isLed)
            {
                Monitor.Wait(groupGate);
            }

            Lead(action);
        }
    }

    /// <summary>
    /// Ends the current segment, so that what is committed from now on lies in segments after the number returned. To
    /// be called inside <see cref="RunExclusive"/> when state is to be captured at the same point.
    /// </summary>
    /// <exception cref="StorageFailureException">No new segment could be made; the old one stays in use.</exception>
    public long StartSegment()
    {
        try
        {
            writer.Roll();
            return writer.Number - 1;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw writer.Failure("cannot start a journal segment", failure);
        }
    }

    /// <summary>
    /// Starts a checkpoint that replaces every segment up to <paramref name="throughSegment"/>, as
    /// <see cref="StartSegment"/> returned it. One at a time; commits may go on beside it.
    /// </summary>
    /// <exception cref="StorageFailureException">It could not be created.</exception>
    public JournalCheckpoint BeginCheckpoint(long throughSegment) => new(directory, throughSegment);

    /// <summary>Forces everything committed so far to the disk. Commits may go on beside it.</summary>
    /// <exception cref="StorageFailureException">The disk refused.</exception>
    public void Sync()
    {
        try
        {
            writer.Sync();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw writer.Failure("cannot sync the journal", failure);
        }
    }

    /// <summary>The bytes of all its files.</summary>
    public long SizeBytes()
    {
        long total = 0;
        foreach (var name in directory.Files())
        {
            try
            {
                using var file = directory.Open(name, writable: false);
                total += file.LengthBytes;
            }
            catch (IOException)
            {
                // A checkpoint has just replaced it, or the disk will not say.
            }
        }

        return total;
    }

    /// <summary>Syncs and closes; no commit may run or follow.</summary>
    public void Dispose() => writer.Dispose();

    // Called with the gate held; holds it again when it returns, but not while `action` runs.
    private void Lead(Action action)
    {
        isLed = true;
        Monitor.Exit(groupGate);
        try
        {
            action();
        }
        finally
        {
            Monitor.Enter(groupGate);
            isLed = false;
            Monitor.PulseAll(groupGate);
        }
    }

    private void WriteGroup()
    {
        try
        {
            records.Clear();
            foreach (var ticket in group)
            {
                ticket.Batch.WriteRecords(records);
            }

            writer.Append(records.Written, options);
        }
#pragma warning disable CA1031 // Followers wait for this thread: whatever happened must reach them, and they throw it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var reported = failure is IOException or UnauthorizedAccessException
                ? writer.Failure("cannot write the journal", failure)
                : failure;
            group.ForEach(ticket => ticket.Fail(reported));
            return;
        }

        foreach (var ticket in group)
        {
            ticket.Batch.Committed();
        }
    }
}
