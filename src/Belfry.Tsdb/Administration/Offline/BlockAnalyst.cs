using System.Runtime.InteropServices;
using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Index;

namespace Belfry.Tsdb.Administration.Offline;

/// <summary>Counts one block's series by their labels, each series once. One thread.</summary>
internal sealed class BlockAnalyst(Block block, AnalysisRequest request)
{
    private readonly Dictionary<byte[], Tally> byPair = new(CanonicalComparer.Instance);
    private readonly List<ChunkPlace> places = [];
    private readonly List<(int SampleCount, int SizeBytes)> floatChunks = [];
    private readonly List<(int SampleCount, int SizeBytes, int BucketCount)> histogramChunks = [];
    private byte[] canonical = new byte[512];
    private long entryCount;

    internal BlockAnalysis Analyze(CancellationToken cancellationToken)
    {
        var pairs = byPair.GetAlternateLookup<ReadOnlySpan<byte>>();
        var ordinals = PostingsResolver.Resolve(block.Index, request.Matchers, cancellationToken);
        using var samples = new SampleColumns();
        foreach (var ordinal in ordinals.Span)
        {
            cancellationToken.ThrowIfCancellationRequested();
            block.Index.ReadChunks(ordinal, places);
            var uncovered = (ulong)(block.EndTimeMs - block.MinTimeMs)
                - (ulong)(places[^1].MaxTimeMs - places[0].MinTimeMs);
            var length = block.Index.ReadLabels(ordinal, ref canonical);
            for (ReadOnlySpan<byte> rest = canonical.AsSpan(0, length); !rest.IsEmpty; entryCount++)
            {
                var pair = LabelPair.Take(ref rest);
                ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, pair, out _);
                tally.SeriesCount++;
                tally.UncoveredMs += uncovered;
            }

            if (request.ReadsChunks)
            {
                ReadChunks(samples);
            }
        }

        return Sum(ordinals.Length);
    }

    private BlockAnalysis Sum(int seriesCount)
    {
        var spanMs = (double)(block.EndTimeMs - block.MinTimeMs);
        var pairs = byPair.Select(entry => (Pair: new LabelPair(entry.Key), Tally: entry.Value)).ToList();
        var names = pairs.GroupBy(pair => Text(pair.Pair.Name), StringComparer.Ordinal).ToList();
        return new BlockAnalysis
        {
            Manifest = block.Manifest,
            SeriesCount = seriesCount,
            LabelNameCount = names.Count,
            LabelPairCount = pairs.Count,
            PostingsEntryCount = entryCount,
            ChurnByLabelPair = Top(pairs.Select(pair =>
                (Text(pair.Pair), (long)(pair.Tally.UncoveredMs / spanMs)))),
            ChurnByLabelName = Top(names.Select(name =>
                (name.Key, (long)(name.Aggregate(0ul, (sum, pair) => sum + pair.Tally.UncoveredMs) / spanMs)))),
            SeriesCountByLabelPair = Top(pairs.Select(pair => (Text(pair.Pair), pair.Tally.SeriesCount))),
            ValueBytesByLabelName = Top(names.Select(name =>
                (name.Key, name.Sum(pair => (long)pair.Pair.Value.Length)))),
            ValueCountByLabelName = Top(names.Select(name => (name.Key, (long)name.Count()))),
            SeriesCountByMetricName = Top(names.Where(name => name.Key == LabelNames.MetricName)
                .SelectMany(name => name.Select(pair => (Text(pair.Pair.Value), pair.Tally.SeriesCount)))),
            FloatChunks = floatChunks,
            HistogramChunks = histogramChunks,
        };
    }

    private void ReadChunks(SampleColumns samples)
    {
        foreach (var place in places)
        {
            samples.Clear();
            if (!BlockSeriesReader.TryReadChunk(block, place, long.MinValue, long.MaxValue, samples))
            {
                throw BlockFormat.Damaged(block.ChunksPath, place.Offset, "a chunk with a right checksum is no chunk");
            }

            var sizeBytes = place.LengthBytes - BlockFormat.ChunkFrameSizeBytes;
            if (!samples.HasHistograms)
            {
                floatChunks.Add((samples.Count, sizeBytes));
                continue;
            }

            var buckets = 0;
            foreach (var histogram in samples.Histograms)
            {
                buckets += histogram is null ? 0 : BucketCount(histogram);
            }

            histogramChunks.Add((samples.Count, sizeBytes, buckets));
        }
    }

    private static int BucketCount(Model.Histograms.NativeHistogram histogram)
    {
        long count = 0;
        foreach (var span in histogram.PositiveSpans)
        {
            count += span.Length;
        }

        foreach (var span in histogram.NegativeSpans)
        {
            count += span.Length;
        }

        return (int)count;
    }

    private IReadOnlyList<KeyValuePair<string, long>> Top(IEnumerable<(string Name, long Count)> counts)
    {
        var top = new TopCounts<string>(request.Limit, string.CompareOrdinal);
        foreach (var (name, count) in counts)
        {
            top.Add(name, count);
        }

        return top.Take(name => name);
    }

    private static string Text(LabelPair pair) => $"{Text(pair.Name)}={Text(pair.Value)}";

    private static string Text(ReadOnlySpan<byte> utf8) => System.Text.Encoding.UTF8.GetString(utf8);

    private record struct Tally(long SeriesCount, ulong UncoveredMs);
}
