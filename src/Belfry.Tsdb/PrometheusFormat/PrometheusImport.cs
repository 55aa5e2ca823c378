using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Platform.Time;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Chunks;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// Takes the samples of a data folder of Prometheus 2.x or 3.x over into the data folder of a store that is not open:
/// blocks, head and log, floats and native histograms. The source is not changed, and no Prometheus may use it.
/// Exemplars and metadata are not taken over.
/// </summary>
public static class PrometheusImport
{
    private static readonly TimeSpan HeadRange = TimeSpan.FromHours(2);

    /// <summary>
    /// Writes one block for each of Prometheus's (blocks that overlap become one) and for each two hours of its head.
    /// Blocks are complete one by one: what was written before a failure or a cancellation stays and is valid, and
    /// repeating the import is harmless.
    /// </summary>
    /// <param name="prometheus">Prometheus's data folder.</param>
    /// <param name="store">
    /// The store's data folder; made a store when it is empty. It must not have a journal yet: samples there that are
    /// older than the newest imported block would count as being in it.
    /// </param>
    /// <param name="clock">Gives the time in the names of blocks.</param>
    /// <param name="random">Gives the rest of the names.</param>
    /// <param name="progress">Called before each block and at the end, on the caller's thread; null for nobody.</param>
    /// <param name="cancellationToken">Ends the import between two series.</param>
    /// <exception cref="StorageFailureException">
    /// The store's folder is in use, has a journal, or is of a later version; or a block could not be written.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportReport Run(
        StoreDirectory prometheus,
        StoreDirectory store,
        TimeProvider clock,
        Random random,
        Action<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        try
        {
            using var held = store.TryLock(StoreFormat.LockName) ?? throw Refused(
                store, "the data folder is in use", "stop the process that uses it");
            StoreFormat.CheckOrWrite(store);
            if (HasJournal(store))
            {
                throw Refused(
                    store, "it has samples of its own that are in no block yet", "import into a new data folder");
            }

            using var reader = PrometheusDataReader.Open(prometheus, cancellationToken);
            var blocks = store.Subdirectory(StoreFormat.BlocksFolder);
            return Copy(reader, blocks, clock, random, progress, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"the import failed: {failure.Message}",
                StoreFormat.BlocksFolder,
                -1,
                "see to the disk and repeat the import",
                failure);
        }
    }

    private static bool HasJournal(StoreDirectory store) =>
        PrometheusFiles.Find(store, StoreFormat.JournalFolder) is { } journal
        && journal.Files().Count + journal.Directories().Count > 0;

    private static ImportReport Copy(
        PrometheusDataReader reader,
        StoreDirectory blocks,
        TimeProvider clock,
        Random random,
        Action<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        var ranges = reader.Ranges(HeadRange);
        var encoder = new ChunkEncoder(new StoreOptions().SamplesPerBlockChunkMax, ChunkEncoding.Packed);
        using var columns = new SampleColumns();
        var blockCount = 0;
        var newest = default(BlockId);
        long sampleCount = 0;
        long seriesCount = 0;
        for (var number = 0; number < ranges.Count; number++)
        {
            var (from, end) = ranges[number];
            progress?.Invoke(new TransferProgress(number + 1, ranges.Count, from, end, seriesCount, sampleCount));
            newest = BlockId.Create(clock.NowMs(), random, newest);
            using var writer = new BlockWriter(blocks, newest, []);
            foreach (var series in reader.Series(from, new TimestampMs(end.Value - 1), cancellationToken))
            {
                series.Read(columns);
                seriesCount += columns.Count > 0 ? 1 : 0;
                writer.BeginSeries(series.Labels.Canonical);
                for (var next = 0; next < columns.Count;)
                {
                    writer.AddChunk(encoder.Next(columns, ref next, columns.Count));
                }
            }

            if (writer.SampleCount > 0)
            {
                writer.Complete(writer.Manifest(from, end));
                blockCount++;
                sampleCount += writer.SampleCount;
            }
        }

        if (ranges is [.., var last])
        {
            progress?.Invoke(new TransferProgress(
                ranges.Count, ranges.Count, last.From, last.End, seriesCount, sampleCount));
        }

        return new ImportReport(blockCount, sampleCount, reader.OrphanCount, reader.DamageCount, reader.Damages);
    }

    private static StorageFailureException Refused(StoreDirectory store, string reason, string hint) =>
        new($"nothing was imported: {reason}", store.Path, -1, hint);
}
