using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// Folds the samples of one window, or its finer windows, in the order of time. What comes out depends on the samples
/// alone: the sum but for the rounding of its compensated additions, everything else to the last bit. The default value
/// is an empty window.
/// </summary>
internal struct WindowFold
{
    private long count;
    private WindowMarks marks;
    private long firstTimeMs;
    private long lastTimeMs;
    private long changes;
    private long resets;
    private double sum;
    private double sumLost;
    private double min;
    private double max;
    private double first;
    private double last;
    private double lost;

    /// <summary>True when there is neither a sample nor a mark.</summary>
    internal readonly bool IsEmpty => count == 0 && marks == WindowMarks.None;

    internal void Add(long timeMs, double value)
    {
        marks &= ~WindowMarks.EndsStale;
        if (count++ == 0)
        {
            (firstTimeMs, first, min, max) = (timeMs, value, value, value);
        }
        else
        {
            Follow(value);
            TakeExtremes(value, value);
        }

        (lastTimeMs, last) = (timeMs, value);
        AddSum(value);
    }

    internal void AddStale() => marks |= WindowMarks.EndsStale;

    internal void AddHistogram() => marks |= WindowMarks.HasHistograms;

    /// <summary>Adds a later window, with every column.</summary>
    internal void Add(WindowColumns windows, int index)
    {
        var added = (WindowMarks)windows.Integers(WindowColumn.Marks)[index];
        var addedCount = windows.Integers(WindowColumn.SampleCount)[index];
        if (addedCount == 0)
        {
            marks |= added;
            return;
        }

        marks = (marks & ~WindowMarks.EndsStale) | added;
        var addedFirst = windows.Values(WindowColumn.First)[index];
        var (addedMin, addedMax) =
            (windows.Values(WindowColumn.Min)[index], windows.Values(WindowColumn.Max)[index]);
        if (count == 0)
        {
            (firstTimeMs, first) = (windows.Integers(WindowColumn.FirstTime)[index], addedFirst);
            (min, max) = (addedMin, addedMax);
        }
        else
        {
            Follow(addedFirst);
            TakeExtremes(addedMin, addedMax);
        }

        count += addedCount;
        changes += windows.Integers(WindowColumn.Changes)[index];
        resets += windows.Integers(WindowColumn.Resets)[index];
        lost += windows.Values(WindowColumn.Lost)[index];
        (lastTimeMs, last) =
            (windows.Integers(WindowColumn.LastTime)[index], windows.Values(WindowColumn.Last)[index]);
        AddSum(windows.Values(WindowColumn.Sum)[index]);
    }

    /// <summary>Appends the window to columns that keep everything.</summary>
    internal readonly void WriteTo(WindowColumns windows, long endMs)
    {
        windows.Reserve(1);
        windows.FreeEndsMs(1)[0] = endMs;
        Put(windows, WindowColumn.SampleCount, count);
        Put(windows, WindowColumn.Marks, (long)marks);
        Put(windows, WindowColumn.FirstTime, count == 0 ? endMs : firstTimeMs);
        Put(windows, WindowColumn.LastTime, count == 0 ? endMs : lastTimeMs);
        Put(windows, WindowColumn.Changes, changes);
        Put(windows, WindowColumn.Resets, resets);
        Put(windows, WindowColumn.Sum, double.IsInfinity(sum) ? sum : sum + sumLost);
        Put(windows, WindowColumn.Min, min);
        Put(windows, WindowColumn.Max, max);
        Put(windows, WindowColumn.First, first);
        Put(windows, WindowColumn.Last, last);
        Put(windows, WindowColumn.Lost, lost);
        windows.Advance(1);
    }

    private static void Put(WindowColumns windows, WindowColumn column, long number) =>
        windows.FreeIntegers(column, 1)[0] = number;

    private static void Put(WindowColumns windows, WindowColumn column, double value) =>
        windows.FreeValues(column, 1)[0] = value;

    // What lies between the last value and the one that follows it.
    private void Follow(double value)
    {
        if (value < last)
        {
            resets++;
            lost += last;
        }

        changes += value != last && !(double.IsNaN(value) && double.IsNaN(last)) ? 1 : 0;
    }

    private void TakeExtremes(double least, double most)
    {
        min = least < min || double.IsNaN(min) ? least : min;
        max = most > max || double.IsNaN(max) ? most : max;
    }

    // Neumaier's compensation, as the query engine sums (A. Neumaier, ZAMM 54, 1974).
    private void AddSum(double value)
    {
        var total = sum + value;
        if (double.IsInfinity(total))
        {
            sumLost = 0;
        }
        else
        {
            sumLost += Math.Abs(sum) >= Math.Abs(value) ? (sum - total) + value : (value - total) + sum;
        }

        sum = total;
    }
}
