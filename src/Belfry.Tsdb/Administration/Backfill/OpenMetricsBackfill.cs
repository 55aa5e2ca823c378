using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Platform.Time;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Administration.Offline;
using Belfry.Tsdb.Administration.Verification;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Chunks;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Administration.Backfill;

/// <summary>
/// Makes blocks of the samples of an OpenMetrics text, in a data folder that no server has open. Samples may come in
/// any order; two of one series and time must be equal.
/// </summary>
public static class OpenMetricsBackfill
{
    private const int RangeFactor = 3;
    private const int RangesMax = 10;

    private static readonly TimeSpan BlockRangeMin = TimeSpan.FromHours(2);

    /// <summary>
    /// Writes a block for each range of time that has samples. Blocks are complete one by one: those written before a
    /// failure stay, and repeating it does no harm.
    /// </summary>
    /// <param name="file">The text, at most 2 GiB, ending in <c># EOF</c>.</param>
    /// <param name="directory">The data folder; made when it is empty.</param>
    /// <param name="options">How blocks are made.</param>
    /// <param name="clock">Gives the time in the names of blocks.</param>
    /// <param name="random">Gives the rest of the names.</param>
    /// <param name="written">Gets each block with its bytes.</param>
    /// <param name="cancellationToken">Ends it between two samples.</param>
    /// <exception cref="BackfillException">The text is wrong; nothing was written if its form is.</exception>
    /// <exception cref="StorageFailureException">The folder is in use or of a later version, has newer samples in its
    /// journal than the text allows, or the disk failed.</exception>
    public static void Run(
        MappedFile file,
        StoreDirectory directory,
        BackfillOptions options,
        TimeProvider clock,
        Random random,
        Action<BlockManifest, long> written,
        CancellationToken cancellationToken)
    {
        if (file.LengthBytes > OpenMetricsFile.LengthBytesMax)
        {
            throw new BackfillException(
                $"the file has {file.LengthBytes} bytes, at most {OpenMetricsFile.LengthBytesMax} are read: split it");
        }

        var text = new OpenMetricsFile(file, options);
        if (text.Range() is not { } range)
        {
            return;
        }

        var rangeMs = (long)BlockRange(options.BlockRangeMax).TotalMilliseconds;
        try
        {
            if (!StoreFormat.Check(directory))
            {
                StoreFormat.Write(directory);
            }

            CheckJournal(directory, BlockTimes.RangeStart(range.ThroughMs, rangeMs) + rangeMs);
            using var folderLock = StoreVerifier.Lock(directory);
            Write(text, directory, range.FromMs, rangeMs, clock, random, written, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"cannot write a block: {failure.Message}",
                directory.Path,
                -1,
                "check the free space, the disk and the owner of the folder, and do it again",
                failure);
        }
    }

    /// <summary>The longest range not above the one asked for, among two hours times powers of three.</summary>
    internal static TimeSpan BlockRange(TimeSpan longest)
    {
        var range = BlockRangeMin;
        for (var step = 1; step < RangesMax && range * RangeFactor <= longest; step++)
        {
            range *= RangeFactor;
        }

        return range;
    }

    // What is in the journal and older than the newest block counts as being in it: it would be gone at the next start.
    private static void CheckJournal(StoreDirectory directory, long endMs)
    {
        using var store = OfflineStore.Open(directory);
        if (store.HeadFrom is { } from && from.Value < endMs)
        {
            throw new StorageFailureException(
                $"the folder's journal has samples from {from.Value} on, and blocks of this file would end at {endMs}",
                directory.Path,
                -1,
                "backfill only what is older than that, or into a folder of its own");
        }
    }

    private static void Write(
        OpenMetricsFile text,
        StoreDirectory directory,
        long fromMs,
        long rangeMs,
        TimeProvider clock,
        Random random,
        Action<BlockManifest, long> written,
        CancellationToken cancellationToken)
    {
        var blocks = directory.Subdirectory(StoreFormat.BlocksFolder);
        using var samples = new SampleColumns();
        var newest = blocks.Directories()
            .Select(name => BlockId.TryParse(name, out var known) ? known : default)
            .DefaultIfEmpty()
            .Max();
        for (long? next = fromMs; next is { } first;)
        {
            var startMs = BlockTimes.RangeStart(first, rangeMs);
            (var series, next) = text.Read(startMs, startMs + rangeMs, cancellationToken);
            var id = newest = BlockId.Create(clock.NowMs(), random, newest);
            using (var writer = new BlockWriter(blocks, id, []))
            {
                WriteSeries(series, writer, samples);
                writer.Complete(writer.Manifest(new TimestampMs(startMs), new TimestampMs(startMs + rangeMs)));
            }

            var manifest = BlockManifestFile.Read(blocks.Subdirectory(id.ToString()));
            written(manifest, manifest.FileSizesBytes.Values.Sum());
        }
    }

    private static void WriteSeries(List<BackfillSeries> all, BlockWriter writer, SampleColumns samples)
    {
        var encoder = new ChunkEncoder(new StoreOptions().SamplesPerBlockChunkMax, ChunkEncoding.Packed);
        foreach (var series in all)
        {
            if (!series.TrySort(samples, out var conflictMs))
            {
                throw new BackfillException($"the series {series.Labels} has two different values at {conflictMs}");
            }

            writer.BeginSeries(series.Labels.Canonical);
            for (var next = 0; next < samples.Count;)
            {
                writer.AddChunk(encoder.Next(samples, ref next, samples.Count));
            }
        }
    }
}
