using System.Buffers;
using Belfry.Model;

namespace Belfry.Storage.Contracts;

/// <summary>
/// Windows of one series as columns, <c>endsMs[n]</c> strictly rising. A window holds what came after the end minus its
/// tier's resolution, through the end; windows without a sample or stale marker are not there. A raw sample stands here
/// as a window of its own that ends when it was taken. Only the columns asked for by <see cref="Clear"/> are kept. A
/// growable buffer whose arrays come from a pool and go back on dispose. Not thread-safe.
/// </summary>
public sealed class WindowColumns : IDisposable
{
    private const int IntegerCount = (int)WindowColumn.Sum;
    private const int ColumnCount = (int)WindowColumn.Lost + 1;
    private const int CapacityMin = 256;

    private readonly long[]?[] integers = new long[IntegerCount][];
    private readonly double[]?[] values = new double[ColumnCount - IntegerCount][];
    private long[] endsMs = ArrayPool<long>.Shared.Rent(CapacityMin);
    private int capacity = CapacityMin;

    /// <summary>The number of windows.</summary>
    public int Count { get; private set; }

    /// <summary>The columns that are kept.</summary>
    public WindowParts Parts { get; private set; }

    /// <summary>The last time of each window, in milliseconds; valid until the next change.</summary>
    public ReadOnlySpan<long> EndsMs => endsMs.AsSpan(0, Count);

    /// <summary>A column of whole numbers that is kept; valid until the next change.</summary>
    public ReadOnlySpan<long> Integers(WindowColumn column) => integers[(int)column].AsSpan(0, Count);

    /// <summary>A column of floats that is kept; valid until the next change.</summary>
    public ReadOnlySpan<double> Values(WindowColumn column) => values[column - WindowColumn.Sum].AsSpan(0, Count);

    /// <summary>Whether a column holds whole numbers.</summary>
    public static bool IsInteger(WindowColumn column) => column < WindowColumn.Sum;

    /// <summary>Removes all windows; from now on these columns are kept, and sample counts and marks.</summary>
    public void Clear(WindowParts parts)
    {
        Parts = parts | WindowParts.Always;
        Count = 0;
        for (var column = 0; column < ColumnCount; column++)
        {
            if (Keeps((WindowColumn)column))
            {
                Ensure((WindowColumn)column);
            }
        }
    }

    /// <summary>Whether a column is kept.</summary>
    public bool Keeps(WindowColumn column) => (Parts & (WindowParts)(1 << (int)column)) != 0;

    /// <summary>
    /// Room for <paramref name="count"/> more windows; what is then written to the free parts of the columns becomes
    /// part of them by <see cref="Advance"/>.
    /// </summary>
    public void Reserve(int count)
    {
        if (capacity - Count < count)
        {
            Grow(Math.Max(Count * 2, Count + count));
        }
    }

    /// <summary>Reserved room for ends.</summary>
    public Span<long> FreeEndsMs(int count) => endsMs.AsSpan(Count, count);

    /// <summary>Reserved room in a column of whole numbers that is kept.</summary>
    public Span<long> FreeIntegers(WindowColumn column, int count) => integers[(int)column].AsSpan(Count, count);

    /// <summary>Reserved room in a column of floats that is kept.</summary>
    public Span<double> FreeValues(WindowColumn column, int count) =>
        values[column - WindowColumn.Sum].AsSpan(Count, count);

    /// <summary>Takes over <paramref name="count"/> windows that were written into the reserved room.</summary>
    public void Advance(int count) => Count += count;

    /// <summary>Appends samples, each as a window of its own; they are later than every window here.</summary>
    public void AddSamples(SampleColumns samples)
    {
        var count = samples.Count;
        Reserve(count);
        samples.TimestampsMs.CopyTo(FreeEndsMs(count));
        var counts = FreeIntegers(WindowColumn.SampleCount, count);
        var marks = FreeIntegers(WindowColumn.Marks, count);
        for (var index = 0; index < count; index++)
        {
            var isHistogram = samples.HasHistograms && samples.Histograms[index] is { IsStale: false };
            var isStale = StaleMarker.IsStale(samples.Values[index]);
            counts[index] = isStale || isHistogram ? 0 : 1;
            marks[index] = (long)(isHistogram ? WindowMarks.HasHistograms
                : isStale ? WindowMarks.EndsStale
                : WindowMarks.None);
        }

        for (var column = WindowColumn.FirstTime; column <= WindowColumn.Lost; column++)
        {
            Fill(column, samples, count);
        }

        Advance(count);
    }

    /// <summary>Whether any window has a mark.</summary>
    public bool HasMark(WindowMarks mark)
    {
        var column = Integers(WindowColumn.Marks);
        if (!column.ContainsAnyExcept(0))
        {
            return false;
        }

        foreach (var marks in column)
        {
            if ((marks & (long)mark) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes out the windows that have no sample.</summary>
    public void RemoveWithoutSamples()
    {
        var counts = integers[(int)WindowColumn.SampleCount].AsSpan(0, Count);
        var kept = 0;
        var rest = counts;
        while (!rest.IsEmpty)
        {
            var run = rest.IndexOf(0);
            run = run < 0 ? rest.Length : run;
            Move(counts.Length - rest.Length, kept, run);
            kept += run;
            rest = rest[Math.Min(run + 1, rest.Length)..];
        }

        Count = kept;
    }

    /// <summary>
    /// Copies <paramref name="count"/> windows, all that is kept of them, from the place <paramref name="from"/> to the
    /// place <paramref name="to"/>, over what stands there; the two may overlap. Places are counted from the first
    /// window here and may be in reserved room; beyond it this throws. <see cref="Count"/> stays.
    /// </summary>
    public void Move(int from, int to, int count)
    {
        if (from == to || count == 0)
        {
            return;
        }

        endsMs.AsSpan(from, count).CopyTo(endsMs.AsSpan(to));
        for (var column = WindowColumn.SampleCount; column <= WindowColumn.Lost; column++)
        {
            if (!Keeps(column))
            {
                continue;
            }

            if (IsInteger(column))
            {
                integers[(int)column].AsSpan(from, count).CopyTo(integers[(int)column].AsSpan(to));
            }
            else
            {
                values[column - WindowColumn.Sum].AsSpan(from, count).CopyTo(
                    values[column - WindowColumn.Sum].AsSpan(to));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Count = 0;
        capacity = 0;
        ArrayPool<long>.Shared.Return(endsMs);
        endsMs = [];
        foreach (ref var column in integers.AsSpan())
        {
            Return(ref column);
        }

        foreach (ref var column in values.AsSpan())
        {
            Return(ref column);
        }
    }

    private void Fill(WindowColumn column, SampleColumns samples, int count)
    {
        if (!Keeps(column))
        {
            return;
        }

        switch (column)
        {
            case WindowColumn.FirstTime or WindowColumn.LastTime:
                samples.TimestampsMs.CopyTo(FreeIntegers(column, count));
                break;
            case WindowColumn.Changes or WindowColumn.Resets:
                FreeIntegers(column, count).Clear();
                break;
            case WindowColumn.Lost:
                FreeValues(column, count).Clear();
                break;
            default:
                samples.Values.CopyTo(FreeValues(column, count));
                break;
        }
    }

    private void Ensure(WindowColumn column)
    {
        if (IsInteger(column))
        {
            integers[(int)column] ??= ArrayPool<long>.Shared.Rent(capacity);
            if (integers[(int)column]!.Length < capacity)
            {
                Replace(ref integers[(int)column], capacity);
            }

            return;
        }

        ref var floats = ref values[column - WindowColumn.Sum];
        floats ??= ArrayPool<double>.Shared.Rent(capacity);
        if (floats.Length < capacity)
        {
            Replace(ref floats, capacity);
        }
    }

    private void Grow(int larger)
    {
        capacity = larger;
        var ends = (long[]?)endsMs;
        Replace(ref ends, larger);
        endsMs = ends!;
        for (var column = 0; column < ColumnCount; column++)
        {
            if (Keeps((WindowColumn)column))
            {
                Ensure((WindowColumn)column);
            }
        }
    }

    private void Replace<T>(ref T[]? column, int larger)
    {
        var next = ArrayPool<T>.Shared.Rent(larger);
        column.AsSpan(0, Math.Min(Count, column?.Length ?? 0)).CopyTo(next);
        Return(ref column);
        column = next;
    }

    private static void Return<T>(ref T[]? column)
    {
        if (column is not null)
        {
            ArrayPool<T>.Shared.Return(column);
            column = null;
        }
    }
}
