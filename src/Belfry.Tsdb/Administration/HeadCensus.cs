using System.Runtime.InteropServices;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Index;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Administration;

/// <summary>
/// Counts the head's series by their labels, from its index. The index's lock is held only to copy the references of
/// one label's pairs; counts are read beside writers, so each is right at some moment and none is torn. Cost: a look at
/// every pair of name and value, or, for selected series, at every label of each.
/// </summary>
internal static class HeadCensus
{
    internal static HeadStatistics Statistics(HeadStore head, int limit)
    {
        var metrics = Pairs(limit);
        var pairs = Pairs(limit);
        var values = Names(limit);
        var bytes = Names(limit);
        long pairCount = 0;
        foreach (var name in head.Index.NamesSnapshot())
        {
            var ofName = head.Index.PairsOf(name);
            var isMetricName = name.AsSpan().SequenceEqual(LabelNames.MetricNameUtf8);
            long size = 0;
            foreach (var pair in ofName)
            {
                long series = pair.Postings.Count;
                size += series * SizeOf(pair);
                pairs.Add(pair, series);
                if (isMetricName)
                {
                    metrics.Add(pair, series);
                }
            }

            pairCount += ofName.Length;
            values.Add(name, ofName.Length);
            bytes.Add(name, size);
        }

        var isEmpty = head.MinTimeMs > head.MaxTimeMs;
        return new HeadStatistics
        {
            SeriesCount = head.SeriesCount,
            LabelPairCount = pairCount,
            ChunkCount = head.Counters.ChunksCreated - head.Counters.ChunksRemoved,
            From = isEmpty ? null : new TimestampMs(head.MinTimeMs),
            Through = isEmpty ? null : new TimestampMs(head.MaxTimeMs),
            SeriesCountByMetricName = metrics.Take(ValueOf),
            ValueCountByLabelName = values.Take(Text),
            BytesByLabelName = bytes.Take(Text),
            SeriesCountByLabelPair = pairs.Take(pair => $"{Text(pair.Name)}={ValueOf(pair)}"),
        };
    }

    internal static CardinalityReport Cardinality(
        HeadStore head,
        CardinalityQuery query,
        IReadOnlyList<KeyValuePair<TimestampMs, long>> created,
        CancellationToken cancellationToken)
    {
        var counted = query.AnyOf.Count == 0
            ? CountAll(head)
            : CountSelected(head, query.AnyOf, cancellationToken);
        var metrics = Pairs(query.Limit);
        var values = Names(query.Limit);
        var series = Names(query.Limit);
        var ofLabel = Pairs(query.Limit);
        var label = query.Label is null ? null : System.Text.Encoding.UTF8.GetBytes(query.Label);
        foreach (var (name, pairs) in counted.Names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isMetricName = name.AsSpan().SequenceEqual(LabelNames.MetricNameUtf8);
            var isLabel = label is not null && name.AsSpan().SequenceEqual(label);
            long total = 0;
            foreach (var (pair, count) in pairs)
            {
                total += count;
                if (isMetricName)
                {
                    metrics.Add(pair, count);
                }

                if (isLabel)
                {
                    ofLabel.Add(pair, count);
                }
            }

            values.Add(name, pairs.Count);
            series.Add(name, total);
        }

        return new CardinalityReport
        {
            SeriesCount = counted.SeriesCount,
            SeriesCountByMetricName = metrics.Take(ValueOf),
            ValueCountByLabelName = values.Take(Text),
            SeriesCountByLabelName = series.Take(Text),
            SeriesCountByLabelValue = ofLabel.Take(ValueOf),
            SeriesCreatedByHour = created,
        };
    }

    private static Counted CountAll(HeadStore head) => new(
        head.SeriesCount,
        head.Index.NamesSnapshot().Select(name => new NameCounts(
            name,
            Array.ConvertAll(
                head.Index.PairsOf(name), pair => KeyValuePair.Create(pair, (long)pair.Postings.Count)))));

    private static Counted CountSelected(
        HeadStore head, IReadOnlyList<IReadOnlyList<LabelMatcher>> anyOf, CancellationToken cancellationToken)
    {
        var lists = anyOf
            .Select(matchers => PostingsResolver.Resolve(head.Index, matchers, cancellationToken))
            .ToList();
        var counts = new Dictionary<LabelPair, long>(ReferenceEqualityComparer.Instance);
        long seriesCount = 0;
        foreach (var id in SortedIds.Union(lists).Span)
        {
            if (head.Pages.Find(id) is not { } series)
            {
                continue;
            }

            seriesCount++;
            foreach (var pair in series.Pairs)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, pair, out _)++;
            }
        }

        return new Counted(seriesCount, counts
            .GroupBy(count => count.Key.Name.ToArray(), CanonicalComparer.Instance)
            .Select(group => new NameCounts(group.Key, [.. group])));
    }

    // As Prometheus counts memory: both texts with their lengths, for each series.
    private static int SizeOf(LabelPair pair) => EncodedSize(pair.Name.Length) + EncodedSize(pair.Value.Length);

    private static int EncodedSize(int length) => length + (length < 255 ? 1 : 4);

    private static TopCounts<LabelPair> Pairs(int limit) => new(limit, (left, right) => left.CompareTo(right));

    private static TopCounts<byte[]> Names(int limit) => new(limit, ByteOrder.Instance.Compare);

    private static string ValueOf(LabelPair pair) => Text(pair.Value);

    private static string Text(byte[] utf8) => Text(utf8.AsSpan());

    private static string Text(ReadOnlySpan<byte> utf8) => System.Text.Encoding.UTF8.GetString(utf8);

    private sealed record Counted(long SeriesCount, IEnumerable<NameCounts> Names);

    private sealed record NameCounts(byte[] Name, IReadOnlyList<KeyValuePair<LabelPair, long>> Pairs);
}
