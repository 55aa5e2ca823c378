using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Platform.Disk;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// What Prometheus had in its head: the chunks it had written out, and what its log adds to them, replayed as it would
/// be. A sample that is not later than the last one of its series was refused then and is left out here, unless the
/// log of late samples has it. Loaded by one thread, then not changed. Format: docs/formats/prometheus-data.md.
/// </summary>
internal sealed class PrometheusHead : IDisposable
{
    private readonly StoreDirectory data;
    private readonly DamageList damages;
    private readonly HeadChunkFiles chunks;
    private readonly Dictionary<ulong, PrometheusHeadSeries> byReference = [];
    private readonly Dictionary<Labels, PrometheusHeadSeries> byLabels = [];

    private PrometheusHead(StoreDirectory data, long inOrderFromMs, DamageList damages)
    {
        this.data = data;
        this.damages = damages;
        InOrderFromMs = inOrderFromMs;
        chunks = new HeadChunkFiles(data, damages);
    }

    /// <summary>The end of the newest block that was cut from the head: what came in order before is there.</summary>
    internal long InOrderFromMs { get; }

    internal HeadChunkFiles Chunks => chunks;

    /// <summary>Samples whose series no record names, because damage took it or they are older than it.</summary>
    internal long OrphanCount { get; private set; }

    /// <summary>All series, sorted by labels. Some may have no samples.</summary>
    internal IReadOnlyList<PrometheusHeadSeries> Series { get; private set; } = [];

    /// <summary>Reads everything but the samples in chunks.</summary>
    internal static PrometheusHead Load(
        StoreDirectory data, long inOrderFromMs, DamageList damages, CancellationToken cancellationToken)
    {
        var head = new PrometheusHead(data, inOrderFromMs, damages);
        try
        {
            head.ReadWal(cancellationToken);
            head.ReadOutOfOrderLog(cancellationToken);
        }
        catch
        {
            head.Dispose();
            throw;
        }

        head.Series = [.. head.byLabels.Values.OrderBy(series => series.Labels)];
        return head;
    }

    public void Dispose() => chunks.Dispose();

    private void ReadWal(CancellationToken cancellationToken)
    {
        if (PrometheusFiles.Find(data, PrometheusFiles.WalFolder) is not { } folder)
        {
            return;
        }

        var reader = new WalSegmentReader(new WalRecordDecoder(new InOrderRecords(this)), damages);
        var checkpoints = PrometheusFiles.Numbered(folder.Directories(), PrometheusFiles.CheckpointPrefix);
        var checkpointed = -1L;
        if (checkpoints.Count > 0)
        {
            checkpointed = checkpoints[^1].Number;
            var name = checkpoints[^1].Name;
            ReadSegments(
                reader, folder.Subdirectory(name), $"{PrometheusFiles.WalFolder}/{name}", -1, cancellationToken);
        }

        ReadSegments(reader, folder, PrometheusFiles.WalFolder, checkpointed, cancellationToken);
    }

    private void ReadOutOfOrderLog(CancellationToken cancellationToken)
    {
        if (PrometheusFiles.Find(data, PrometheusFiles.OutOfOrderFolder) is { } folder)
        {
            ReadSegments(
                new WalSegmentReader(new WalRecordDecoder(new LateRecords(this)), damages),
                folder,
                PrometheusFiles.OutOfOrderFolder,
                -1,
                cancellationToken);
        }
    }

    private void ReadSegments(
        WalSegmentReader reader, StoreDirectory folder, string path, long after, CancellationToken cancellationToken)
    {
        var expected = -1L;
        foreach (var (number, name) in PrometheusFiles.Numbered(folder.Files()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (number <= after)
            {
                continue;
            }

            if (expected >= 0 && number != expected)
            {
                damages.Add(path, -1, $"segments before `{name}` are missing");
            }

            expected = number + 1;
            using var file = PrometheusFiles.TryMap(folder, name, $"{path}/{name}", damages);
            if (file is not null)
            {
                reader.Read(file, $"{path}/{name}");
            }
        }
    }

    private PrometheusHeadSeries? Find(ulong reference)
    {
        var series = byReference.GetValueOrDefault(reference);
        OrphanCount += series is null ? 1 : 0;
        return series;
    }

    private sealed class InOrderRecords(PrometheusHead head) : IWalRecords
    {
        public void Series(ulong reference, LabelsBuilder labels)
        {
            // A checkpoint and the segments behind it may both name it.
            var set = labels.ToLabels();
            if (head.byReference.TryGetValue(reference, out var known) && known.Labels == set)
            {
                return;
            }

            if (!head.byLabels.TryGetValue(set, out var series))
            {
                series = new PrometheusHeadSeries(set);
                head.byLabels.Add(set, series);
            }

            head.byReference[reference] = series;
            series.AddChunks(head.chunks, reference);
        }

        public void Sample(ulong reference, long timestampMs, double value)
        {
            if (timestampMs >= head.InOrderFromMs && Accepts(reference, timestampMs) is { } series)
            {
                series.Log.Add(timestampMs, value);
            }
        }

        public void Histogram(ulong reference, long timestampMs, NativeHistogram histogram)
        {
            if (timestampMs >= head.InOrderFromMs && Accepts(reference, timestampMs) is { } series)
            {
                series.Log.Add(timestampMs, histogram);
            }
        }

        public void Deletion(ulong reference, long fromMs, long throughMs)
        {
            if (!head.byReference.TryGetValue(reference, out var series))
            {
                return;
            }

            if (fromMs == long.MinValue && throughMs == long.MaxValue)
            {
                series.Clear();
                head.byReference.Remove(reference);
                return;
            }

            series.AddDeletion(new TimeInterval(fromMs, throughMs));
        }

        private PrometheusHeadSeries? Accepts(ulong reference, long timestampMs)
        {
            // When chunks are lost the log may still have their samples.
            var series = head.Find(reference);
            return series is null || timestampMs <= series.Log.LastTimeMs
                || (head.chunks.IsWhole && timestampMs <= series.ChunksMaxTimeMs)
                    ? null
                    : series;
        }
    }

    private sealed class LateRecords(PrometheusHead head) : IWalRecords
    {
        public void Series(ulong reference, LabelsBuilder labels)
        {
        }

        public void Sample(ulong reference, long timestampMs, double value) =>
            head.Find(reference)?.AddLate(new LateSample(timestampMs, value, null));

        public void Histogram(ulong reference, long timestampMs, NativeHistogram histogram) =>
            head.Find(reference)?.AddLate(new LateSample(timestampMs, 0, histogram));

        public void Deletion(ulong reference, long fromMs, long throughMs)
        {
        }
    }
}
