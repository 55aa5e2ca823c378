using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Index;

namespace Belfry.Tsdb.Reading;

/// <summary>Answers a reader's questions from the head.</summary>
internal sealed class HeadView(HeadStore head, long fromMs, long throughMs)
{
    private bool IsOutside => head.MaxTimeMs < fromMs || head.OldestTimeMs > throughMs;

    /// <summary>The matching series with possible samples in the range, sorted by labels.</summary>
    internal List<(Labels Labels, SeriesPart Part)> Select(
        IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var found = new List<(Labels, SeriesPart)>();
        if (IsOutside)
        {
            return found;
        }

        var selection = head.Selections.Find(matchers, cancellationToken);
        for (var index = 0; index < selection.Parts.Length; index++)
        {
            if (selection.Parts[index].MayOverlap(fromMs, throughMs))
            {
                found.Add((selection.Labels[index], selection.Parts[index]));
            }
        }

        return found;
    }

    /// <summary>Adds the label names on matching series.</summary>
    internal void CollectNames(
        IReadOnlyList<LabelMatcher> matchers, TextCollector names, CancellationToken cancellationToken)
    {
        if (IsOutside)
        {
            return;
        }

        if (matchers.Count == 0)
        {
            foreach (var name in head.Index.NamesSnapshot())
            {
                names.Add(name);
            }

            return;
        }

        // Few pairs are shared by many series, so each pair is looked at once.
        var seen = new HashSet<LabelPair>();
        foreach (var series in Matching(matchers, cancellationToken))
        {
            foreach (var pair in series.Pairs)
            {
                if (seen.Add(pair))
                {
                    names.Add(pair.Name);
                }
            }
        }
    }

    /// <summary>Adds the values of one label on matching series.</summary>
    internal void CollectValues(
        ReadOnlySpan<byte> name,
        IReadOnlyList<LabelMatcher> matchers,
        TextCollector values,
        CancellationToken cancellationToken)
    {
        if (IsOutside)
        {
            return;
        }

        if (matchers.Count == 0)
        {
            foreach (var pair in head.Index.PairsOf(name))
            {
                values.Add(pair.Value);
            }

            return;
        }

        var seen = new HashSet<LabelPair>();
        foreach (var series in Matching(matchers, cancellationToken))
        {
            foreach (var pair in series.Pairs)
            {
                if (pair.Name.SequenceEqual(name) && seen.Add(pair))
                {
                    values.Add(pair.Value);
                }
            }
        }
    }

    private List<HeadSeries> Matching(IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var ids = PostingsResolver.Resolve(head.Index, matchers, cancellationToken);
        var found = new List<HeadSeries>(ids.Length);
        foreach (var id in ids.Span)
        {
            if (head.Pages.Find(id) is { } series)
            {
                found.Add(series);
            }
        }

        return found;
    }
}
