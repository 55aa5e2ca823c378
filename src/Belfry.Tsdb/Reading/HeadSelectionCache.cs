using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Index;

namespace Belfry.Tsdb.Reading;

/// <summary>
/// Remembers which series of the head satisfy which matchers, because dashboards and rules ask the same again and again
/// and sorting series and making their labels costs more than reading a sample of each. What is remembered counts until
/// a series comes or goes. Selections are kept from the second time on that they are asked for, and together hold
/// <see cref="SeriesMax"/> series at most: the one unused for longest goes first. Thread-safe.
/// </summary>
internal sealed class HeadSelectionCache(HeadStore head)
{
    /// <summary>How many series all selections together may hold.</summary>
    internal const int SeriesMax = 1 << 16;

    // Below that, finding them is as cheap as remembering them.
    private const int SeriesMin = 16;
    private const int AskedMax = 256;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, HeadSelection Selection)>> known = [];
    private readonly LinkedList<(string Key, HeadSelection Selection)> byUse = [];
    private readonly Queue<string> asked = [];
    private readonly HashSet<string> askedOnce = [];
    private long seriesCount;
    private long hitCount;
    private long missCount;

    /// <summary>How many series are held.</summary>
    internal long SeriesCount => Volatile.Read(ref seriesCount);

    /// <summary>How many questions were answered from memory.</summary>
    internal long HitCount => Volatile.Read(ref hitCount);

    /// <summary>How many were not.</summary>
    internal long MissCount => Volatile.Read(ref missCount);

    /// <summary>The matching series, those without samples included.</summary>
    internal HeadSelection Find(IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        // Before the series are looked for: one that comes meanwhile makes the outcome old at once.
        var version = head.SeriesVersion;
        var key = string.Join('\n', matchers);
        lock (gate)
        {
            if (known.TryGetValue(key, out var node))
            {
                if (node.Value.Selection.Version == version)
                {
                    byUse.Remove(node);
                    byUse.AddFirst(node);
                    hitCount++;
                    return node.Value.Selection;
                }

                Forget(node);
            }

            missCount++;
        }

        var selection = Resolve(version, matchers, cancellationToken);
        if (selection.Parts.Length is >= SeriesMin and <= SeriesMax)
        {
            Keep(key, selection);
        }

        return selection;
    }

    private HeadSelection Resolve(
        long version, IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var ids = PostingsResolver.Resolve(head.Index, matchers, cancellationToken);
        var series = new List<HeadSeries>(ids.Length);
        foreach (var id in ids.Span)
        {
            if (head.Pages.Find(id) is { } one)
            {
                series.Add(one);
            }
        }

        series.Sort((left, right) => left.CompareLabels(right));
        var labels = new Labels[series.Count];
        var parts = new HeadPart[series.Count];
        var canonical = new byte[512];
        for (var index = 0; index < parts.Length; index++)
        {
            var length = series[index].WriteLabels(ref canonical);
            labels[index] = Labels.FromCanonical(canonical.AsSpan(0, length));
            parts[index] = new HeadPart(series[index]);
        }

        return new HeadSelection(version, labels, parts);
    }

    private void Keep(string key, HeadSelection selection)
    {
        lock (gate)
        {
            if (known.TryGetValue(key, out var other))
            {
                Forget(other);
            }
            else if (IsNew(key))
            {
                return;
            }

            seriesCount += selection.Parts.Length;
            known[key] = byUse.AddFirst((key, selection));
            while (seriesCount > SeriesMax)
            {
                Forget(byUse.Last!);
            }
        }
    }

    // Whether a question is asked for the first time, as far as is known.
    private bool IsNew(string key)
    {
        if (!askedOnce.Add(key))
        {
            return false;
        }

        asked.Enqueue(key);
        if (asked.Count > AskedMax)
        {
            askedOnce.Remove(asked.Dequeue());
        }

        return true;
    }

    private void Forget(LinkedListNode<(string Key, HeadSelection Selection)> node)
    {
        known.Remove(node.Value.Key);
        byUse.Remove(node);
        seriesCount -= node.Value.Selection.Parts.Length;
    }
}
