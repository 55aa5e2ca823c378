using System.Diagnostics.CodeAnalysis;
using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>
/// Numbers label sets in the order they are first seen, looking them up by canonical bytes. Not thread-safe.
/// </summary>
internal sealed class LabelSetIndex
{
    private readonly Dictionary<Labels, int> numbers = new(CanonicalComparer.Instance);
    private readonly List<Labels> sets = [];

    /// <summary>The sets by number.</summary>
    internal IReadOnlyList<Labels> Sets => sets;

    /// <summary>The number of the set with these canonical bytes; a set not seen before gets the next.</summary>
    internal int Add(ReadOnlySpan<byte> canonical)
    {
        var lookup = numbers.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(canonical, out var number))
        {
            number = sets.Count;
            var labels = Labels.FromCanonical(canonical);
            sets.Add(labels);
            numbers.Add(labels, number);
        }

        return number;
    }

    /// <summary>
    /// The number of <paramref name="labels"/>; a set not seen before gets the next and is kept as it is.
    /// </summary>
    internal int Add(Labels labels)
    {
        if (!numbers.TryGetValue(labels, out var number))
        {
            number = sets.Count;
            sets.Add(labels);
            numbers.Add(labels, number);
        }

        return number;
    }

    /// <summary>The number of the set with these canonical bytes, or -1.</summary>
    internal int Find(ReadOnlySpan<byte> canonical) =>
        numbers.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(canonical, out var number) ? number : -1;

    private sealed class CanonicalComparer
        : IEqualityComparer<Labels>, IAlternateEqualityComparer<ReadOnlySpan<byte>, Labels>
    {
        internal static readonly CanonicalComparer Instance = new();

        public bool Equals(Labels? x, Labels? y) => x == y;

        public int GetHashCode([DisallowNull] Labels obj) => obj.Hash.GetHashCode();

        public bool Equals(ReadOnlySpan<byte> alternate, Labels other) => alternate.SequenceEqual(other.Canonical);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => XxHash64.Hash(alternate).GetHashCode();

        public Labels Create(ReadOnlySpan<byte> alternate) => Labels.FromCanonical(alternate);
    }
}
