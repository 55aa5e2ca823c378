using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Tsdb.Index;

namespace Belfry.Tsdb.Head;

/// <summary>
/// The head's inverted index: which series have which label. A pair lives as long as some series has it. Thread-safe;
/// the lock is held for memory operations only, and expressions are matched outside it.
/// </summary>
internal sealed class LabelIndex : IPostingsSource
{
    private readonly Lock indexLock = new();
    private readonly Dictionary<byte[], LabelPair> pairs = new(CanonicalComparer.Instance);
    private readonly Dictionary<byte[], LabelPair>.AlternateLookup<ReadOnlySpan<byte>> pairsBySpan;
    private readonly Dictionary<byte[], List<LabelPair>> names = new(CanonicalComparer.Instance);
    private readonly Dictionary<byte[], List<LabelPair>>.AlternateLookup<ReadOnlySpan<byte>> namesBySpan;
    private readonly PostingsList all = new();

    internal LabelIndex()
    {
        pairsBySpan = pairs.GetAlternateLookup<ReadOnlySpan<byte>>();
        namesBySpan = names.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Adds a series and returns its labels as shared pairs.</summary>
    internal LabelPair[] Add(uint id, ReadOnlySpan<byte> canonicalLabels)
    {
        var count = 0;
        for (var rest = canonicalLabels; !rest.IsEmpty; count++)
        {
            LabelPair.Take(ref rest);
        }

        var result = new LabelPair[count];
        lock (indexLock)
        {
            for (var index = 0; index < count; index++)
            {
                result[index] = PairOf(LabelPair.Take(ref canonicalLabels));
                result[index].Postings.Add(id);
            }

            all.Add(id);
        }

        return result;
    }

    /// <summary>Finds or makes the pairs of a record of series, with room for all of those series.</summary>
    internal void Share(SeriesRecord record, ReadOnlySpan<byte> payload)
    {
        lock (indexLock)
        {
            for (var place = 0; place < record.PairCount; place++)
            {
                // A pair that no series has would stay for ever.
                if (record.Uses(place) > 0)
                {
                    var pair = PairOf(record.Canonical(payload, place));
                    pair.Postings.Reserve(record.Uses(place));
                    record.Share(place, pair);
                }
            }

            all.Reserve(record.Count);
        }
    }

    /// <summary>Adds a series whose pairs are shared already.</summary>
    internal void Add(uint id, LabelPair[] shared)
    {
        lock (indexLock)
        {
            foreach (var pair in shared)
            {
                pair.Postings.Add(id);
            }

            all.Add(id);
        }
    }

    /// <summary>Whether a series with these labels leaves every label with so many values at the most.</summary>
    internal bool HasRoom(ReadOnlySpan<byte> canonicalLabels, int valuesPerLabelMax)
    {
        lock (indexLock)
        {
            foreach (var label in new LabelsReader(canonicalLabels))
            {
                if (namesBySpan.TryGetValue(label.Name, out var ofName) && ofName.Count >= valuesPerLabelMax)
                {
                    return HasOnlyKnownPairs(canonicalLabels, valuesPerLabelMax);
                }
            }

            return true;
        }
    }

    /// <summary>Removes series from every list, and pairs that no series has any more.</summary>
    internal void Remove(HashSet<uint> ids, IEnumerable<LabelPair> touched)
    {
        lock (indexLock)
        {
            var thinned = new HashSet<byte[]>(CanonicalComparer.Instance);
            foreach (var pair in touched)
            {
                pair.Postings.RemoveAll(ids);
                if (pair.Postings.Count == 0 && pairs.Remove(pair.Key))
                {
                    thinned.Add(pair.Name.ToArray());
                }
            }

            foreach (var name in thinned)
            {
                var ofName = names[name];
                ofName.RemoveAll(pair => pair.Postings.Count == 0);
                if (ofName.Count == 0)
                {
                    names.Remove(name);
                }
            }

            all.RemoveAll(ids);
        }
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<uint> All()
    {
        lock (indexLock)
        {
            return all.Snapshot();
        }
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<uint> Postings(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Span<byte> buffer = stackalloc byte[512];
        var needed = name.Length + value.Length + (2 * Uvarint.LengthBytesMax);
        var key = needed <= buffer.Length ? buffer : new byte[needed];
        var length = Uvarint.Write(key, (ulong)name.Length);
        name.CopyTo(key[length..]);
        length += name.Length;
        length += Uvarint.Write(key[length..], (ulong)value.Length);
        value.CopyTo(key[length..]);
        length += value.Length;
        lock (indexLock)
        {
            return pairsBySpan.TryGetValue(key[..length], out var pair) ? pair.Postings.Snapshot() : default;
        }
    }

    /// <inheritdoc/>
    public void CollectWhere(
        LabelMatcher matcher, bool isMatch, List<ReadOnlyMemory<uint>> found, CancellationToken cancellationToken)
    {
        foreach (var pair in PairsOf(matcher.NameUtf8.Span))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (matcher.Matches(pair.Value) != isMatch)
            {
                continue;
            }

            lock (indexLock)
            {
                found.Add(pair.Postings.Snapshot());
            }
        }
    }

    /// <summary>The pairs of one name at this moment, in no order.</summary>
    internal LabelPair[] PairsOf(ReadOnlySpan<byte> name)
    {
        lock (indexLock)
        {
            return namesBySpan.TryGetValue(name, out var ofName) ? [.. ofName] : [];
        }
    }

    /// <summary>The label names at this moment, in no order.</summary>
    internal byte[][] NamesSnapshot()
    {
        lock (indexLock)
        {
            return [.. names.Keys];
        }
    }

    private bool HasOnlyKnownPairs(ReadOnlySpan<byte> canonicalLabels, int valuesPerLabelMax)
    {
        while (!canonicalLabels.IsEmpty)
        {
            var pair = LabelPair.Take(ref canonicalLabels);
            if (!pairsBySpan.ContainsKey(pair)
                && namesBySpan.TryGetValue(LabelPair.NameOf(pair), out var ofName)
                && ofName.Count >= valuesPerLabelMax)
            {
                return false;
            }
        }

        return true;
    }

    private LabelPair PairOf(ReadOnlySpan<byte> canonicalPair)
    {
        if (pairsBySpan.TryGetValue(canonicalPair, out var pair))
        {
            return pair;
        }

        pair = new LabelPair(canonicalPair);
        pairs.Add(pair.Key, pair);
        if (!namesBySpan.TryGetValue(pair.Name, out var ofName))
        {
            ofName = [];
            names.Add(pair.Name.ToArray(), ofName);
        }

        ofName.Add(pair);
        return pair;
    }
}
