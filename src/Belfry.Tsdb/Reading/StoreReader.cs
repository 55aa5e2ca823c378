using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Tiers;

namespace Belfry.Tsdb.Reading;

/// <summary>
/// A view of the head and of the blocks. The head is asked first and the blocks second: what the head gave to a block
/// between the two questions is then found in the block. While it is open, the head keeps what it selected there.
/// </summary>
internal sealed class StoreReader(
    HeadStore head, BlockSet blocks, TierSet tiers, TimestampMs from, TimestampMs through)
    : ISeriesReader
{
    private readonly long generation = head.Readers.Enter();
    private readonly HeadView headView = new(head, from.Value, through.Value);

    // Every block that an answer of this reader uses, once for each time that it was held.
    private readonly Lock heldLock = new();
    private readonly List<Block> held = [];
    private bool isDisposed;

    /// <inheritdoc/>
    public IReadOnlyList<ISelectedSeries> Select(
        IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken) =>
        Select(matchers, Everything, cancellationToken).Series;

    /// <inheritdoc/>
    public SeriesSelection Select(
        IReadOnlyList<LabelMatcher> matchers, ReadPlan plan, CancellationToken cancellationToken)
    {
        var headFromMs = head.MinTimeMs;
        var inHead = headView.Select(matchers, cancellationToken);
        var spans = Views(plan, headFromMs, out var views);
        var merged = new List<(Labels Labels, List<SeriesPart> Parts)>();
        foreach (var view in views)
        {
            merged = Merge(merged, view.Select(matchers, cancellationToken));
        }

        merged = Merge(merged, inHead);
        var (firstMs, lastMs) = (from.Value, through.Value);
        return spans is [{ ResolutionMs: 0 }]
            ? new SeriesSelection(
                merged.ConvertAll(found => new SelectedSeries(found.Labels, found.Parts, firstMs, lastMs)), [])
            : new SeriesSelection(
                merged.ConvertAll(found => new TieredSeries(found.Labels, found.Parts, spans)), spans);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> LabelNames(
        IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var names = new TextCollector();
        headView.CollectNames(matchers, names, cancellationToken);
        Views(Everything, head.MinTimeMs, out var views);
        foreach (var view in views)
        {
            view.CollectNames(matchers, names, cancellationToken);
        }

        return names.ToSortedTexts();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> LabelValues(
        string name, IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var values = new TextCollector();
        var nameUtf8 = System.Text.Encoding.UTF8.GetBytes(name);
        headView.CollectValues(nameUtf8, matchers, values, cancellationToken);
        Views(Everything, head.MinTimeMs, out var views);
        foreach (var view in views)
        {
            view.CollectValues(nameUtf8, matchers, values, cancellationToken);
        }

        return values.ToSortedTexts();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (heldLock)
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
            held.ForEach(block => block.Release());
            held.Clear();
            head.Readers.Exit(generation);
        }
    }

    // Every sample of the reader's range; where raw ones are gone, what the tiers have of them.
    private ReadPlan Everything => new()
    {
        From = from,
        FirstEnd = through,
        LastEnd = through,
        Step = TimeSpan.Zero,
        Range = through - from,
        Parts = WindowParts.None,
    };

    // Views of the blocks that a question is read from: raw and tier blocks, each kind by rising time.
    private IReadOnlyList<ResolutionSpan> Views(ReadPlan plan, long headFromMs, out List<BlockView> views)
    {
        while (true)
        {
            var coverage = tiers.Coverage(blocks.Snapshot);
            var spans = new TierRoute(coverage, headFromMs).Find(plan);
            views = Views(spans, out var taken);
            if (coverage.IsOf(blocks.Snapshot))
            {
                lock (heldLock)
                {
                    held.AddRange(taken);
                }

                return spans;
            }

            // Blocks came or went meanwhile: samples might be looked for where they no longer are.
            taken.ForEach(block => block.Release());
        }
    }

    private List<BlockView> Views(IReadOnlyList<ResolutionSpan> spans, out List<Block> taken)
    {
        var views = new List<BlockView>();
        taken = [];
        foreach (var group in spans.GroupBy(span => span.ResolutionMs).OrderBy(group => group.Key))
        {
            var set = group.Key == 0 ? blocks : tiers.Tiers.First(tier => tier.ResolutionMs == group.Key).Blocks;
            var (firstMs, lastMs) = (group.First().FromMs, group.Last().ThroughMs);
            firstMs = Math.Max(firstMs == long.MaxValue ? firstMs : firstMs + 1, from.Value);
            lastMs = Math.Min(lastMs, through.Value);
            var now = set.Hold(firstMs, lastMs);
            taken.AddRange(now);
            views.AddRange(now
                .Where(block => group.Any(span => block.Overlaps(span.FromMs + 1, span.ThroughMs)))
                .Select(block => new BlockView(block, firstMs, lastMs)));
        }

        return views;
    }

    private static List<(Labels Labels, List<SeriesPart> Parts)> Merge(
        List<(Labels Labels, List<SeriesPart> Parts)> left, List<(Labels Labels, SeriesPart Part)> right)
    {
        if (right.Count == 0)
        {
            return left;
        }

        var result = new List<(Labels, List<SeriesPart>)>(Math.Max(left.Count, right.Count));
        int a = 0, b = 0;
        while (a < left.Count || b < right.Count)
        {
            var order = a == left.Count ? 1
                : b == right.Count ? -1
                : left[a].Labels.CompareTo(right[b].Labels);
            if (order > 0)
            {
                result.Add((right[b].Labels, [right[b].Part]));
                b++;
                continue;
            }

            if (order == 0)
            {
                left[a].Parts.Add(right[b++].Part);
            }

            result.Add(left[a++]);
        }

        return result;
    }
}
