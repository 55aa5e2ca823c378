using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Reading;
using Microsoft.Extensions.Logging;

namespace Belfry.Tsdb;

/// <summary>
/// The time series store: newest samples in memory and in a journal, older ones in blocks. One process at a time has a
/// folder open. Thread-safe.
/// </summary>
public sealed partial class TimeSeriesStore : ISampleStore, ISeriesSource, IDisposable, IAsyncDisposable
{
    private const string LockName = "lock";
    private const string JournalFolder = "journal";

    private readonly ILogger logger;
    private readonly IDisposable folderLock;
    private readonly HeadStore head;
    private readonly JournalLog journal;
    private int isClosed;

    private TimeSeriesStore(ILogger logger, IDisposable folderLock, HeadStore head, JournalLog journal)
    {
        this.logger = logger;
        this.folderLock = folderLock;
        this.head = head;
        this.journal = journal;
    }

    /// <summary>
    /// Opens the store in <paramref name="directory"/>, replays its journal, and starts its loops. When it returns, the
    /// store is ready.
    /// </summary>
    /// <exception cref="StorageFailureException">
    /// Another process has it open, a newer program wrote it (nothing is then touched), or the disk failed.
    /// </exception>
    public static TimeSeriesStore Open(
        StoreDirectory directory, StoreOptions options, TimeProvider clock, ILogger logger)
    {
        var folderLock = Lock(directory);
        try
        {
            var head = new HeadStore(options);
            var journal = OpenJournal(directory, options, head, logger, clock);
            return new TimeSeriesStore(logger, folderLock, head, journal);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ISampleAppender Appender() => new HeadAppender(head, journal);

    /// <inheritdoc/>
    public ISeriesReader Open(TimestampMs from, TimestampMs through) => new StoreReader(head, from, through);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isClosed, 1) != 0)
        {
            return;
        }

        journal.Dispose();
        folderLock.Dispose();
        LogClosed(logger);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static IDisposable Lock(StoreDirectory directory)
    {
        try
        {
            return directory.TryLock(LockName) ?? throw new StorageFailureException(
                $"the data folder `{directory.Path}` is in use by another process",
                LockName,
                -1,
                "stop that process, or give this one a data folder of its own");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"cannot lock the data folder `{directory.Path}`: {failure.Message}",
                LockName,
                -1,
                "check that the folder exists and that this process may write to it",
                failure);
        }
    }

    private static JournalLog OpenJournal(
        StoreDirectory directory, StoreOptions options, HeadStore head, ILogger logger, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        var replay = new HeadReplay(head);
        var journal = JournalLog.Open(
            directory.Subdirectory(JournalFolder),
            new JournalOptions { SegmentSizeBytesMax = options.JournalSegmentSizeBytesMax, Sync = options.JournalSync },
            replay.Handle);
        foreach (var damage in journal.OpenReport.Damages)
        {
            LogDamage(logger, damage.File, damage.Offset, damage.LengthBytes, damage.IsTornTail, damage.SetAsideAs);
        }

        if (replay.OrphanCount > 0)
        {
            LogOrphans(logger, replay.OrphanCount);
        }

        head.Counters.SamplesAppended = 0;
        LogReplayed(
            logger, journal.OpenReport.RecordCount, head.SeriesCount, clock.GetElapsedTime(started).TotalMilliseconds);
        return journal;
    }
}
