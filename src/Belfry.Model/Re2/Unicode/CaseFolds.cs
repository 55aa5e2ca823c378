using System.Text;

namespace Belfry.Model.Re2.Unicode;

/// <summary>
/// Which code points are the same letter but for case, by Unicode's simple folding, as RE2's <c>(?i)</c> has it: the
/// Kelvin sign is a K, the long s an S. Made on first use from the runtime's own case mappings, which leave out only
/// the long s.
/// </summary>
internal static class CaseFolds
{
    // No letter with case lies above; looking further costs only time.
    private const int LastCased = 0x1E943;

    private static readonly Lazy<Table> Folds = new(Build);

    /// <summary>All forms of <paramref name="rune"/>, itself among them; empty when there is only itself.</summary>
    internal static IReadOnlyList<int> Orbit(int rune) =>
        Folds.Value.Orbits.TryGetValue(rune, out var orbit) ? orbit : [];

    /// <summary>
    /// The code points from <paramref name="first"/> to <paramref name="last"/> that have other forms.
    /// </summary>
    internal static IEnumerable<(int Rune, int[] Orbit)> Within(int first, int last)
    {
        var table = Folds.Value;
        var index = Array.BinarySearch(table.Cased, first);
        for (index = index < 0 ? ~index : index; index < table.Cased.Length && table.Cased[index] <= last; index++)
        {
            yield return (table.Cased[index], table.Orbits[table.Cased[index]]);
        }
    }

    private static Table Build()
    {
        var groups = new Dictionary<int, SortedSet<int>>();
        for (var rune = 0; rune <= LastCased; rune++)
        {
            if (Rune.IsValid(rune))
            {
                Join(groups, rune, Rune.ToUpperInvariant(new Rune(rune)).Value);
                Join(groups, rune, Rune.ToLowerInvariant(new Rune(rune)).Value);
            }
        }

        Join(groups, 's', 0x17F);
        var orbits = groups.ToDictionary(group => group.Key, group => group.Value.ToArray());
        return new Table(orbits, [.. orbits.Keys.Order()]);
    }

    private static void Join(Dictionary<int, SortedSet<int>> groups, int left, int right)
    {
        if (left == right)
        {
            return;
        }

        var joined = groups.GetValueOrDefault(left) ?? [left];
        joined.UnionWith(groups.GetValueOrDefault(right) ?? [right]);
        foreach (var rune in joined)
        {
            groups[rune] = joined;
        }
    }

    private sealed record Table(Dictionary<int, int[]> Orbits, int[] Cased);
}
