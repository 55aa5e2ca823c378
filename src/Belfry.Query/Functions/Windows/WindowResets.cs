using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary>
/// Adds to changes of a counter what resets took from them, range after range: neither end ever goes back.
/// </summary>
internal ref struct WindowResets
{
    private readonly ReadOnlySpan<int> resets;
    private readonly ReadOnlySpan<double> lost;
    private readonly ReadOnlySpan<double> first;
    private readonly ReadOnlySpan<double> last;
    private int next;

    /// <param name="columns">All windows.</param>
    /// <param name="resets">The windows in or before which the counter was reset, rising.</param>
    internal WindowResets(WindowColumns columns, ReadOnlySpan<int> resets)
    {
        this.resets = resets;
        if (resets.IsEmpty)
        {
            return;
        }

        lost = columns.Values(WindowColumn.Lost);
        first = columns.Values(WindowColumn.First);
        last = columns.Values(WindowColumn.Last);
    }

    /// <summary>The change with what was lost from window <paramref name="low"/> up to
    /// <paramref name="high"/>.</summary>
    internal double AddTo(double change, int low, int high)
    {
        while (next < resets.Length && resets[next] < low)
        {
            next++;
        }

        for (var at = next; at < resets.Length && resets[at] < high; at++)
        {
            var index = resets[at];
            change += index > low && first[index] < last[index - 1] ? last[index - 1] : 0;
            change += lost[index];
        }

        return change;
    }
}
