using System.Diagnostics.CodeAnalysis;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Model.Metrics;
using Belfry.Platform.Disk;
using Belfry.Platform.Loops;
using Belfry.Platform.Telemetry;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Administration;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Compaction;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Reading;
using Belfry.Tsdb.Telemetry;
using Belfry.Tsdb.Tiers;
using Microsoft.Extensions.Logging;

namespace Belfry.Tsdb;

/// <summary>
/// The time series store: newest samples in memory and in a journal, older ones in blocks. One process at a time has a
/// folder open. Thread-safe. Dispose it when nobody appends or reads any more: it stops its loops, makes everything
/// durable and closes.
/// </summary>
public sealed partial class TimeSeriesStore
    : ISampleStore,
        ISeriesSource,
        IExemplarSource,
        IStoreAdministration,
        ICardinalitySource,
        IMetricSource,
        IDisposable,
        IAsyncDisposable
{
    private readonly ILogger logger;
    private readonly IDisposable folderLock;
    private readonly HeadStore head;
    private readonly JournalLog journal;
    private readonly BlockSet blocks;
    private readonly TierSet tiers;
    private readonly StoreMaintenance maintenance;
    private readonly StoreAdministration administration;
    private readonly StoreMetrics metrics;
    private readonly StoreDirectory directory;
    private readonly List<Loop> loops = [];
    private int isClosed;

    private TimeSeriesStore(StoreParts parts, IDisposable folderLock, ILogger logger)
    {
        this.logger = logger;
        this.folderLock = folderLock;
        directory = parts.Directory;
        head = parts.Head;
        journal = parts.Journal;
        blocks = parts.Blocks;
        tiers = parts.Tiers;
        maintenance = parts.Maintenance;
        administration = parts.Administration;
        metrics = new StoreMetrics(head, journal, blocks, maintenance, parts.WasClosedCleanly);
    }

    /// <summary>
    /// Opens the store in <paramref name="directory"/>, replays its journal, and starts its loops. When it returns, the
    /// store is ready.
    /// </summary>
    /// <param name="directory">The data folder; this process becomes its only user.</param>
    /// <param name="options">How the store is kept.</param>
    /// <param name="clock">Drives the loops; sample times are never compared with it.</param>
    /// <param name="logger">Takes the store's events.</param>
    /// <param name="registry">Takes the loops' metrics; those of the store come from <see
    /// cref="WriteMetrics"/>.</param>
    /// <exception cref="StorageFailureException">
    /// Another process has it open, a newer program wrote it (nothing is then touched), or the disk failed.
    /// </exception>
    public static TimeSeriesStore Open(
        StoreDirectory directory,
        StoreOptions options,
        TimeProvider clock,
        ILogger logger,
        MetricRegistry? registry = null)
    {
        var folderLock = Lock(directory);
        try
        {
            var store = new TimeSeriesStore(StoreParts.Open(directory, options, clock, logger), folderLock, logger);
            if (options.RunsInBackground)
            {
                store.StartLoops(options, clock, registry ?? new MetricRegistry());
            }

            return store;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            folderLock.Dispose();
            throw new StorageFailureException(
                $"cannot open the data folder: {failure.Message}",
                directory.Path,
                -1,
                "check the disk, the free space and the owner of the folder",
                failure);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Whether a folder is a store's.</summary>
    public static bool IsIn(StoreDirectory directory) => directory.Files().Contains(StoreFormat.FileName);

    /// <inheritdoc/>
    public IChangeRecord Changes => head.Changes;

    /// <inheritdoc/>
    public ISampleAppender Appender() => new HeadAppender(head, journal);

    /// <inheritdoc/>
    public ISeriesReader Open(TimestampMs from, TimestampMs through) =>
        new StoreReader(head, blocks, tiers, from, through);

    /// <inheritdoc/>
    public IReadOnlyList<SeriesExemplars> Exemplars(
        IReadOnlyList<IReadOnlyList<LabelMatcher>> anyOf, TimestampMs from, TimestampMs through) =>
        head.Exemplars.Select(
            labels => anyOf.Any(matchers => matchers.All(matcher => matcher.Matches(labels))),
            from.Value,
            through.Value);

    /// <inheritdoc/>
    public string Snapshot(bool skipHead) => administration.Snapshot(skipHead);

    /// <inheritdoc/>
    public void Delete(IReadOnlyList<LabelMatcher> matchers, TimestampMs from, TimestampMs through) =>
        administration.Delete(matchers, from, through);

    /// <inheritdoc/>
    public void CleanTombstones() => administration.CleanTombstones();

    /// <inheritdoc/>
    public HeadStatistics Statistics(int limit) => administration.Statistics(limit);

    /// <inheritdoc/>
    public IReadOnlyList<BlockManifest> Blocks() => administration.Blocks();

    /// <inheritdoc/>
    public CardinalityReport Cardinality(CardinalityQuery query, CancellationToken cancellationToken) =>
        administration.Cardinality(query, cancellationToken);

    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        metrics.WriteMetrics(writer);
        TierMetrics.Write(tiers, writer);
    }

    /// <summary>Changes how much is kept; counts from the next round of maintenance on.</summary>
    public void ApplyRetention(RetentionLimits limits) => maintenance.Limits = limits;

    /// <summary>Bytes of chunks that were looked at in the blocks that are open.</summary>
    internal long ChunkBytesRead => blocks.Snapshot.Sum(block => block.ChunkBytesRead)
        + tiers.Tiers.Sum(tier => tier.Blocks.Snapshot.Sum(block => block.ChunkBytesRead));

    /// <summary>Cuts, merges and drops every block that is due, on this thread.</summary>
    public void RunMaintenance(CancellationToken cancellationToken)
    {
        administration.ObserveCreation();
        maintenance.RunRound(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isClosed, 1) != 0)
        {
            return;
        }

        foreach (var loop in loops)
        {
            await loop.DisposeAsync();
        }

        try
        {
            journal.Dispose();
            StoreFormat.MarkClosed(directory);
            LogClosed(logger);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Every commit is with the operating system already; only a power cut could still take some.
            metrics.SyncFailed();
            LogSyncFailed(logger, failure);
        }

        tiers.CloseAll();
        blocks.CloseAll();
        folderLock.Dispose();
    }

    private void StartLoops(StoreOptions options, TimeProvider clock, MetricRegistry registry)
    {
        // Rounds may take long, so they get a thread of their own for each.
        loops.Add(Loop.Start(
            new LoopOptions
            {
                Name = "tsdb_maintenance",
                Interval = options.MaintenanceInterval,
                FirstRunAfter = options.MaintenanceInterval,
            },
            token => Task.Factory.StartNew(
                () => RunMaintenance(token),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default),
            clock,
            registry,
            logger));
        if (options.JournalSync == JournalSync.Interval)
        {
            loops.Add(Loop.Start(
                new LoopOptions
                {
                    Name = "tsdb_journal_sync",
                    Interval = options.JournalSyncInterval,
                    FirstRunAfter = options.JournalSyncInterval,
                },
                _ => SyncJournal(),
                clock,
                registry,
                logger));
        }
    }

    private Task SyncJournal()
    {
        try
        {
            journal.Sync();
        }
        catch (StorageFailureException)
        {
            metrics.SyncFailed();
            throw;
        }

        return Task.CompletedTask;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The lock is the store's, which disposes it.")]
    private static IDisposable Lock(StoreDirectory directory)
    {
        try
        {
            return directory.TryLock(StoreFormat.LockName) ?? throw new StorageFailureException(
                $"the data folder `{directory.Path}` is in use by another process",
                StoreFormat.LockName,
                -1,
                "stop that process, or give this one a data folder of its own");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"cannot lock the data folder `{directory.Path}`: {failure.Message}",
                StoreFormat.LockName,
                -1,
                "check that the folder exists and that this process may write to it",
                failure);
        }
    }
}
