namespace Belfry.Model.Re2.Unicode;

/// <summary>Gathers ranges of code points in any order. Used by one thread, for one set.</summary>
internal sealed class RuneSetBuilder
{
    private readonly List<(int First, int Last)> ranges = [];

    internal void Add(int first, int last) => ranges.Add((first, last));

    internal void Add(RuneSet set)
    {
        for (var index = 0; index < set.RangeCount; index++)
        {
            ranges.Add(set.Range(index));
        }
    }

    /// <summary>Adds the range and everything that differs from a member by case only.</summary>
    internal void AddFolded(int first, int last)
    {
        Add(first, last);
        foreach (var (rune, orbit) in CaseFolds.Within(first, last))
        {
            foreach (var other in orbit)
            {
                if (other != rune)
                {
                    Add(other, other);
                }
            }
        }
    }

    internal void AddFolded(RuneSet set)
    {
        for (var index = 0; index < set.RangeCount; index++)
        {
            var (first, last) = set.Range(index);
            AddFolded(first, last);
        }
    }

    internal RuneSet ToSet()
    {
        ranges.Sort();
        var bounds = new List<int>(ranges.Count * 2);
        foreach (var (first, last) in ranges)
        {
            if (bounds.Count > 0 && first <= bounds[^1] + 1)
            {
                bounds[^1] = Math.Max(bounds[^1], last);
                continue;
            }

            bounds.Add(first);
            bounds.Add(last);
        }

        return RuneSet.FromSortedBounds([.. bounds]);
    }
}
