using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Administration.Verification;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Reading;
using Belfry.Tsdb.Tiers;
using Microsoft.Extensions.Logging;

namespace Belfry.Tsdb.Administration.Offline;

/// <summary>
/// A data folder that no server has open, for reading: blocks, and the journal replayed into memory. Nothing in it is
/// changed; what a start would repair or leave out is left out and told. Thread-safe for reading.
/// </summary>
public sealed class OfflineStore : ISeriesSource, IDisposable
{
    private readonly IDisposable? folderLock;
    private readonly BlockSet blocks;
    private readonly TierSet tiers;
    private readonly HeadStore head;
    private readonly List<string> problems;

    private OfflineStore(
        IDisposable? folderLock, BlockSet blocks, TierSet tiers, HeadStore head, List<string> problems)
    {
        this.folderLock = folderLock;
        this.blocks = blocks;
        this.tiers = tiers;
        this.head = head;
        this.problems = problems;
    }

    /// <summary>The blocks that can be read, by rising start, with their bytes.</summary>
    public IReadOnlyList<(BlockManifest Manifest, long SizeBytes)> Blocks =>
        [.. blocks.Snapshot.Select(block => (block.Manifest, block.SizeBytes))];

    /// <summary>What is damaged and therefore not here, in words.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>The first and the last time that may have samples; null when there is none.</summary>
    public (TimestampMs From, TimestampMs Through)? Range
    {
        get
        {
            var from = blocks.Snapshot.Select(block => block.MinTimeMs).Append(head.MinTimeMs).Min();
            var through = blocks.Snapshot.Select(block => block.EndTimeMs - 1).Append(head.MaxTimeMs).Max();
            return from <= through ? (new TimestampMs(from), new TimestampMs(through)) : null;
        }
    }

    /// <summary>The time of the oldest sample that is in the journal only; null when there is none.</summary>
    public TimestampMs? HeadFrom => head.MinTimeMs <= head.MaxTimeMs ? new TimestampMs(head.MinTimeMs) : null;

    /// <summary>Opens <paramref name="directory"/> and keeps servers out of it until this is disposed.</summary>
    /// <exception cref="StorageFailureException">
    /// It is no data folder, is in use, is of a later version, or cannot be read.
    /// </exception>
    public static OfflineStore Open(StoreDirectory directory)
    {
        var folderLock = StoreVerifier.Lock(directory);
        try
        {
            return Open(directory, folderLock);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            folderLock?.Dispose();
            throw new StorageFailureException(
                $"cannot read the data folder: {failure.Message}",
                directory.Path,
                -1,
                "check the disk and the owner of the folder",
                failure);
        }
        catch
        {
            folderLock?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ISeriesReader Open(TimestampMs from, TimestampMs through) =>
        new StoreReader(head, blocks, tiers, from, through);

    /// <summary>Counts a block's series by their labels.</summary>
    /// <param name="id">The block; null for the newest.</param>
    /// <param name="request">What is counted.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    /// <exception cref="StorageFailureException">There is no such block, or it is damaged.</exception>
    public BlockAnalysis Analyze(BlockId? id, AnalysisRequest request, CancellationToken cancellationToken)
    {
        var block = blocks.Snapshot.LastOrDefault(block => id is null || block.Manifest.Id == id)
            ?? throw new StorageFailureException(
                id is null ? "there is no block yet" : $"there is no block {id}",
                blocks.Directory.Path,
                -1,
                "`belfry tsdb list` shows the blocks");
        return new BlockAnalyst(block, request).Analyze(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        blocks.CloseAll();
        folderLock?.Dispose();
    }

    private static OfflineStore Open(StoreDirectory directory, IDisposable? folderLock)
    {
        if (!StoreFormat.Check(directory))
        {
            throw new StorageFailureException(
                $"`{directory.Path}` is no data folder: it has no format.json",
                directory.Path,
                -1,
                "name the folder that --storage.tsdb.path names");
        }

        var problems = new List<string>();
        var damage = new BlockDamage(new DamageLogger(problems));
        var blocks = new BlockSet(directory.Subdirectory(StoreFormat.BlocksFolder), damage);
        blocks.OpenAll();
        try
        {
            var head = new HeadStore(new StoreOptions());
            if (blocks.EndTime is { } end)
            {
                head.RaiseMinValidTime(end.Value);
            }

            // Raw samples only: what tiers keep longer is no sample.
            var tiers = TierSet.Open(directory, new StoreOptions { Tiers = [] }, damage);
            ReadJournal(directory, head, problems);
            return new OfflineStore(folderLock, blocks, tiers, head, problems);
        }
        catch
        {
            blocks.CloseAll();
            throw;
        }
    }

    private static void ReadJournal(StoreDirectory directory, HeadStore head, List<string> problems)
    {
        if (!directory.Directories().Contains(StoreFormat.JournalFolder))
        {
            return;
        }

        using var replay = new HeadReplay(head, laneCount: 1);
        var report = JournalLog.Inspect(directory.Subdirectory(StoreFormat.JournalFolder), replay.Handle);
        replay.Complete();
        problems.AddRange(report.Damages.Where(damage => !damage.IsTornTail).Select(damage =>
            $"{StoreFormat.JournalFolder}/{damage.File}, byte {damage.Offset}: {damage.LengthBytes} bytes damaged"));
        head.RemoveEmpty();
    }

    /// <summary>Keeps what is said of damaged blocks.</summary>
    private sealed class DamageLogger(List<string> problems) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lock (problems)
            {
                problems.Add(exception?.Message ?? formatter(state, exception));
            }
        }
    }
}
