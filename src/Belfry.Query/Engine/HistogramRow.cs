using System.Buffers;
using Belfry.Model.Histograms;

namespace Belfry.Query.Engine;

/// <summary>
/// The native histograms of a row of steps, beside its values: <c>this[step]</c> is null where the row has a float or
/// nothing, and <c>values[step]</c> is <see cref="Presence.Histogram"/> exactly where it is not. Most rows have none,
/// and then it holds no room. Histograms are immutable and shared. Comes from a <see cref="Workspace"/> and goes back
/// there; owned by one thread at a time.
/// </summary>
internal sealed class HistogramRow
{
    private FloatHistogram?[] items = [];

    /// <summary>True while there is no histogram in it.</summary>
    internal bool IsEmpty => Count == 0;

    /// <summary>How many steps have a histogram.</summary>
    internal int Count { get; private set; }

    /// <summary>The number of steps.</summary>
    internal int Steps { get; private set; }

    /// <summary>The histogram at a step, or null.</summary>
    internal FloatHistogram? this[int step] => Count == 0 ? null : items[step];

    /// <summary>Begins a row without histograms.</summary>
    internal void Reset(int steps)
    {
        Clear();
        Steps = steps;
    }

    /// <summary>Sets a histogram; the value at the step must become <see cref="Presence.Histogram"/>.</summary>
    internal void Set(int step, FloatHistogram histogram)
    {
        if (items.Length < Steps)
        {
            ReturnRoom();
            items = ArrayPool<FloatHistogram?>.Shared.Rent(Steps);
            Array.Clear(items);
        }

        Count += items[step] is null ? 1 : 0;
        items[step] = histogram;
    }

    /// <summary>Takes a histogram out; the caller sets the value.</summary>
    internal void Remove(int step)
    {
        if (this[step] is not null)
        {
            items[step] = null;
            Count--;
        }
    }

    /// <summary>Takes all histograms out, and makes their values absent.</summary>
    internal void RemoveFrom(Span<double> values)
    {
        for (var step = 0; Count > 0; step++)
        {
            if (items[step] is not null)
            {
                values[step] = Presence.Absent;
                Remove(step);
            }
        }
    }

    /// <summary>Takes out histograms whose value is something else by now.</summary>
    internal void KeepMarked(ReadOnlySpan<double> values)
    {
        for (var step = 0; step < Steps && Count > 0; step++)
        {
            if (!Presence.IsHistogram(values[step]))
            {
                Remove(step);
            }
        }
    }

    /// <summary>The histograms by step, for whoever keeps them; null when there are none.</summary>
    internal FloatHistogram?[]? Snapshot() => Count == 0 ? null : items.AsSpan(0, Steps).ToArray();

    /// <summary>Puts all of a snapshot in.</summary>
    internal void SetAll(FloatHistogram?[]? snapshot)
    {
        for (var step = 0; snapshot is not null && step < snapshot.Length; step++)
        {
            if (snapshot[step] is { } histogram)
            {
                Set(step, histogram);
            }
        }
    }

    /// <summary>Gives its room back.</summary>
    internal void ReturnRoom()
    {
        if (items.Length > 0)
        {
            ArrayPool<FloatHistogram?>.Shared.Return(items, clearArray: true);
            items = [];
        }

        Count = 0;
    }

    private void Clear()
    {
        if (Count > 0)
        {
            Array.Clear(items);
            Count = 0;
        }
    }
}
