namespace Belfry.Query.Engine.Operators;

/// <summary>
/// The order of rows that are made from others: by labels, not as they were found. What is found first depends on which
/// series have samples anywhere in the query, and sums are rounded in the order in which they are added: the last bits
/// of a step would depend on samples of other steps (docs/adr/0014-result-reuse.md).
/// </summary>
internal static class RowOrder
{
    /// <summary>Sorts rows of different labels; returns the new place of each, null when they were sorted.</summary>
    internal static int[]? Sort(SeriesKey[] rows)
    {
        if (IsSorted(rows))
        {
            return null;
        }

        var order = Enumerable.Range(0, rows.Length).ToArray();
        Array.Sort(rows, order, ByLabels);
        var places = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        return places;
    }

    /// <summary>Whether rows are sorted.</summary>
    internal static bool IsSorted(IReadOnlyList<SeriesKey> rows)
    {
        for (var row = 1; row < rows.Count; row++)
        {
            if (rows[row - 1].Labels > rows[row].Labels)
            {
                return false;
            }
        }

        return true;
    }

    private static readonly Comparer<SeriesKey> ByLabels =
        Comparer<SeriesKey>.Create((left, right) => left.Labels.CompareTo(right.Labels));
}
