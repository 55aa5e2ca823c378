using System.Buffers;
using Belfry.Model;

namespace Belfry.Storage.Contracts;

/// <summary>
/// Samples of one series as two columns, <c>timestampsMs[n]</c> strictly rising and <c>values[n]</c>, stale markers
/// included. A growable buffer that its owner clears and fills again; its arrays come from a pool and go back on
/// dispose. Not thread-safe.
/// </summary>
public sealed class SampleColumns : IDisposable
{
    private long[] timestampsMs = ArrayPool<long>.Shared.Rent(256);
    private double[] values = ArrayPool<double>.Shared.Rent(256);

    /// <summary>The number of samples.</summary>
    public int Count { get; private set; }

    /// <summary>The times in milliseconds; valid until the next change.</summary>
    public ReadOnlySpan<long> TimestampsMs => timestampsMs.AsSpan(0, Count);

    /// <summary>The values, stale markers bit for bit; valid until the next change.</summary>
    public ReadOnlySpan<double> Values => values.AsSpan(0, Count);

    /// <summary>Removes all samples and keeps the buffers.</summary>
    public void Clear() => Count = 0;

    /// <summary>Appends one sample; its time must be later than the last one's.</summary>
    public void Add(long timestampMs, double value)
    {
        EnsureSpare(1);
        timestampsMs[Count] = timestampMs;
        values[Count++] = value;
    }

    /// <summary>Appends one sample; its time must be later than the last one's.</summary>
    public void Add(Sample sample) => Add(sample.Timestamp.Value, sample.Value);

    /// <summary>
    /// Room to decode up to <paramref name="count"/> samples into; what was written there becomes part of the columns
    /// by
    /// <see cref="Advance"/>. The spans are valid until the next change.
    /// </summary>
    public void Reserve(int count, out Span<long> timestampsMsFree, out Span<double> valuesFree)
    {
        EnsureSpare(count);
        timestampsMsFree = timestampsMs.AsSpan(Count, count);
        valuesFree = values.AsSpan(Count, count);
    }

    /// <summary>Takes over <paramref name="count"/> samples that were written into the reserved room.</summary>
    public void Advance(int count) => Count += count;

    /// <inheritdoc/>
    public void Dispose()
    {
        Count = 0;
        ArrayPool<long>.Shared.Return(timestampsMs);
        ArrayPool<double>.Shared.Return(values);
        timestampsMs = [];
        values = [];
    }

    private void EnsureSpare(int count)
    {
        if (timestampsMs.Length - Count < count || values.Length - Count < count)
        {
            Grow(count);
        }
    }

    private void Grow(int count)
    {
        var capacity = checked(Math.Max(Count * 2, Count + count));
        Replace(ref timestampsMs, capacity);
        Replace(ref values, capacity);
    }

    private void Replace<T>(ref T[] column, int capacity)
    {
        var larger = ArrayPool<T>.Shared.Rent(capacity);
        column.AsSpan(0, Count).CopyTo(larger);
        if (column.Length > 0)
        {
            ArrayPool<T>.Shared.Return(column);
        }

        column = larger;
    }
}
