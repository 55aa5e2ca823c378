using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Index;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Blocks;

/// <summary>Answers a reader's questions from one block that it holds.</summary>
internal sealed class BlockView(Block block, long fromMs, long throughMs)
{
    /// <summary>The matching series with possible samples in the range, sorted by labels.</summary>
    internal List<(Labels Labels, SeriesPart Part)> Select(
        IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var found = new List<(Labels, SeriesPart)>();
        TellDamage(() => Select(matchers, found, cancellationToken));
        return found;
    }

    /// <summary>Adds the label names on matching series.</summary>
    internal void CollectNames(
        IReadOnlyList<LabelMatcher> matchers, TextCollector names, CancellationToken cancellationToken)
    {
        if (matchers.Count == 0)
        {
            TellDamage(() =>
            {
                foreach (var name in block.Index.Names())
                {
                    names.Add(name);
                }
            });
            return;
        }

        TellDamage(() => ForEachLabel(matchers, (name, _) => names.Add(name), cancellationToken));
    }

    /// <summary>Adds the values of one label on matching series.</summary>
    internal void CollectValues(
        byte[] name,
        IReadOnlyList<LabelMatcher> matchers,
        TextCollector values,
        CancellationToken cancellationToken)
    {
        if (matchers.Count == 0)
        {
            TellDamage(() => block.Index.Values(name).ForEach(value => values.Add(value)));
            return;
        }

        TellDamage(() => ForEachLabel(
            matchers,
            (of, value) =>
            {
                if (of.SequenceEqual(name))
                {
                    values.Add(value);
                }
            },
            cancellationToken));
    }

    private void Select(
        IReadOnlyList<LabelMatcher> matchers,
        List<(Labels Labels, SeriesPart Part)> found,
        CancellationToken cancellationToken)
    {
        var ids = PostingsResolver.Resolve(block.Index, matchers, cancellationToken);
        found.EnsureCapacity(ids.Length);
        var places = new List<ChunkPlace>();
        var canonical = new byte[512];
        foreach (var ordinal in ids.Span)
        {
            block.Index.ReadChunks(ordinal, places);
            if (!Overlaps(places))
            {
                continue;
            }

            var length = block.Index.ReadLabels(ordinal, ref canonical);
            found.Add((Labels.FromCanonical(canonical.AsSpan(0, length)), Part(ordinal)));
        }
    }

    private SeriesPart Part(uint ordinal) => block.Manifest.Resolution > TimeSpan.Zero
        ? new Tiers.TierPart(block, ordinal)
        : new BlockPart(block, ordinal);

    private void TellDamage(Action read)
    {
        try
        {
            read();
        }
        catch (StorageFailureException damage) when (block.Tell(damage))
        {
            throw;
        }
    }

    private void ForEachLabel(
        IReadOnlyList<LabelMatcher> matchers,
        Action<ReadOnlySpan<byte>, ReadOnlySpan<byte>> visit,
        CancellationToken cancellationToken)
    {
        var canonical = new byte[512];
        foreach (var ordinal in PostingsResolver.Resolve(block.Index, matchers, cancellationToken).Span)
        {
            var length = block.Index.ReadLabels(ordinal, ref canonical);
            foreach (var label in new LabelsReader(canonical.AsSpan(0, length)))
            {
                visit(label.Name, label.Value);
            }
        }
    }

    private bool Overlaps(List<ChunkPlace> places)
    {
        foreach (var place in places)
        {
            if (place.MinTimeMs <= throughMs && place.MaxTimeMs >= fromMs)
            {
                return true;
            }
        }

        return false;
    }
}
