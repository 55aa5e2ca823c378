using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Platform.Time;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// Writes the samples of a store as blocks that Prometheus 2.42 to 3.x and its promtool take. Deleted samples are not
/// in them.
/// </summary>
public static class PrometheusExport
{
    /// <summary>
    /// Writes a block for each multiple of <paramref name="blockRange"/> since the epoch that has samples from
    /// <paramref name="from"/> through <paramref name="through"/>, both inclusive. Blocks are complete one by one: what
    /// was written before a failure or a cancellation stays and is valid.
    /// </summary>
    /// <param name="source">The store.</param>
    /// <param name="from">The first time.</param>
    /// <param name="through">The last time; every range between the two is looked at.</param>
    /// <param name="blockRange">
    /// The span of a block; Prometheus's is two hours, and it merges blocks by itself. A longer one makes fewer.
    /// </param>
    /// <param name="target">Prometheus's data folder, not in use, or an empty folder.</param>
    /// <param name="clock">Gives the time in the names of blocks.</param>
    /// <param name="random">Gives the rest of the names.</param>
    /// <param name="progress">Called before each block and at the end, on the caller's thread; null for nobody.</param>
    /// <param name="cancellationToken">Ends the export between two series.</param>
    /// <exception cref="StorageFailureException">The store is damaged, or a block could not be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ExportReport Run(
        ISeriesSource source,
        TimestampMs from,
        TimestampMs through,
        TimeSpan blockRange,
        StoreDirectory target,
        TimeProvider clock,
        Random random,
        Action<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockRange, TimeSpan.FromMilliseconds(1));
        var rangeMs = (long)blockRange.TotalMilliseconds;
        var first = BlockTimes.RangeStart(from.Value, rangeMs);
        var blockCount = through < from ? 0 : checked((int)(((Int128)through.Value - first) / rangeMs) + 1);
        var blocks = new List<BlockId>();
        long seriesCount = 0;
        long sampleCount = 0;
        try
        {
            // Without one, though empty, promtool dumps nothing.
            target.Subdirectory("wal");
            for (var number = 0; number < blockCount; number++)
            {
                var start = new TimestampMs(first + (number * rangeMs));
                var end = start + blockRange;
                progress?.Invoke(new TransferProgress(
                    number + 1, blockCount, start, end, seriesCount, sampleCount));
                var id = BlockId.Create(clock.NowMs(), random, blocks is [.., var newest] ? newest : default);
                using var writer = new PrometheusBlockWriter(target, id, start, end);
                Write(
                    source,
                    start < from ? from : start,
                    new TimestampMs(Math.Min(end.Value - 1, through.Value)),
                    writer,
                    cancellationToken);
                if (writer.Complete())
                {
                    blocks.Add(id);
                    seriesCount += writer.SeriesCount;
                    sampleCount += writer.SampleCount;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"the export failed: {failure.Message}",
                target.Path,
                -1,
                "see to the disk and repeat the export",
                failure);
        }

        if (blockCount > 0)
        {
            progress?.Invoke(new TransferProgress(
                blockCount, blockCount, from, through, seriesCount, sampleCount));
        }

        return new ExportReport(blocks, sampleCount);
    }

    private static void Write(
        ISeriesSource source,
        TimestampMs from,
        TimestampMs through,
        PrometheusBlockWriter writer,
        CancellationToken cancellationToken)
    {
        using var reader = source.Open(from, through);
        using var columns = new SampleColumns();
        foreach (var series in reader.Select([], cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            columns.Clear();
            series.Read(from, through, columns);
            writer.WriteSeries(series.Labels, columns);
        }
    }
}
