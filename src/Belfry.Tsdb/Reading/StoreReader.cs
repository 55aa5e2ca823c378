using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Head;

namespace Belfry.Tsdb.Reading;

/// <summary>
/// A view of the head and of the blocks. The head is asked first and the blocks second: what the head gave to a block
/// between the two questions is then found in the block. While it is open, the head keeps what it selected there.
/// </summary>
internal sealed class StoreReader(HeadStore head, BlockSet blocks, TimestampMs from, TimestampMs through)
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
        IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var inHead = headView.Select(matchers, cancellationToken);
        var merged = new List<(Labels Labels, List<SeriesPart> Parts)>();
        foreach (var view in BlockViews())
        {
            merged = Merge(merged, view.Select(matchers, cancellationToken));
        }

        merged = Merge(merged, inHead);
        return merged.ConvertAll(found => new SelectedSeries(found.Labels, found.Parts, from.Value, through.Value));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> LabelNames(
        IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var names = new SortedSet<byte[]>(ByteOrder.Instance);
        headView.CollectNames(matchers, names, cancellationToken);
        foreach (var view in BlockViews())
        {
            view.CollectNames(matchers, names, cancellationToken);
        }

        return Texts(names);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> LabelValues(
        string name, IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var values = new SortedSet<byte[]>(ByteOrder.Instance);
        var nameUtf8 = System.Text.Encoding.UTF8.GetBytes(name);
        headView.CollectValues(nameUtf8, matchers, values, cancellationToken);
        foreach (var view in BlockViews())
        {
            view.CollectValues(nameUtf8, matchers, values, cancellationToken);
        }

        return Texts(values);
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

    private List<BlockView> BlockViews()
    {
        var now = blocks.Hold(from.Value, through.Value);
        lock (heldLock)
        {
            held.AddRange(now);
        }

        return now.ConvertAll(block => new BlockView(block, from.Value, through.Value));
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

    private static List<string> Texts(SortedSet<byte[]> utf8) =>
        [.. utf8.Select(System.Text.Encoding.UTF8.GetString)];
}
