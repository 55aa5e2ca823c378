namespace Belfry.Model.Re2.Unicode;

/// <summary>
/// A set of code points as sorted ranges that neither touch nor overlap. Immutable; equal sets are equal objects.
/// </summary>
internal sealed class RuneSet : IEquatable<RuneSet>
{
    /// <summary>The last code point.</summary>
    internal const int RuneMax = 0x10FFFF;

    // Pairs of first and last.
    private readonly int[] bounds;

    private RuneSet(int[] bounds) => this.bounds = bounds;

    internal static RuneSet All { get; } = new([0, RuneMax]);

    internal static RuneSet AllButNewline { get; } = new([0, '\n' - 1, '\n' + 1, RuneMax]);

    internal int RangeCount => bounds.Length / 2;

    internal bool IsEmpty => bounds.Length == 0;

    internal bool IsAll => bounds.Length == 2 && bounds[0] == 0 && bounds[1] == RuneMax;

    /// <summary>How many code points are in the set.</summary>
    internal int Count
    {
        get
        {
            var count = 0;
            for (var index = 0; index < bounds.Length; index += 2)
            {
                count += bounds[index + 1] - bounds[index] + 1;
            }

            return count;
        }
    }

    internal static RuneSet Of(int rune) => new([rune, rune]);

    /// <summary>
    /// The set of these pairs of first and last, which must be sorted, apart, and owned by nobody else.
    /// </summary>
    internal static RuneSet FromSortedBounds(int[] bounds) => new(bounds);

    internal (int First, int Last) Range(int index) => (bounds[index * 2], bounds[(index * 2) + 1]);

    internal bool Contains(int rune)
    {
        var low = 0;
        var high = RangeCount - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (rune < bounds[middle * 2])
            {
                high = middle - 1;
            }
            else if (rune > bounds[(middle * 2) + 1])
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    internal RuneSet Negate()
    {
        var result = new List<int>(bounds.Length + 2);
        var next = 0;
        for (var index = 0; index < bounds.Length; index += 2)
        {
            if (bounds[index] > next)
            {
                result.Add(next);
                result.Add(bounds[index] - 1);
            }

            next = bounds[index + 1] + 1;
        }

        if (next <= RuneMax)
        {
            result.Add(next);
            result.Add(RuneMax);
        }

        return new RuneSet([.. result]);
    }

    public bool Equals(RuneSet? other) => other is not null && bounds.AsSpan().SequenceEqual(other.bounds);

    public override bool Equals(object? obj) => Equals(obj as RuneSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var bound in bounds)
        {
            hash.Add(bound);
        }

        return hash.ToHashCode();
    }
}
