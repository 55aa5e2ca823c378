using System.Buffers;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Storage.Contracts;

/// <summary>
/// Samples of one series as columns, <c>timestampsMs[n]</c> strictly rising and <c>values[n]</c>, stale markers
/// included. When any sample is a native histogram, <c>histograms[n]</c> stands beside them: null for a float, and for
/// a histogram <c>values</c> has its sum, so that a stale marker is one in either case. When of any sample it is known
/// since when it counts, <c>startsMs[n]</c> stands beside them, zero where it is not. A growable buffer that its owner
/// clears and fills again; its arrays come from a pool and go back on dispose. Not thread-safe.
/// </summary>
public sealed class SampleColumns : IDisposable
{
    private const int CapacityMin = 256;

    private long[] timestampsMs = ArrayPool<long>.Shared.Rent(CapacityMin);
    private double[] values = ArrayPool<double>.Shared.Rent(CapacityMin);

    // What the shortest column holds, so that one comparison tells whether there is room.
    private int capacity = CapacityMin;

    // As long as the others while there is any histogram; else nothing.
    private NativeHistogram?[] histograms = [];

    // Likewise while any start is known, and zero behind the samples.
    private long[] startsMs = [];

    /// <summary>The number of samples.</summary>
    public int Count { get; private set; }

    /// <summary>The times in milliseconds; valid until the next change.</summary>
    public ReadOnlySpan<long> TimestampsMs => timestampsMs.AsSpan(0, Count);

    /// <summary>The values, stale markers bit for bit; valid until the next change.</summary>
    public ReadOnlySpan<double> Values => values.AsSpan(0, Count);

    /// <summary>Whether any sample is a native histogram.</summary>
    public bool HasHistograms => histograms.Length > 0;

    /// <summary>
    /// The native histograms, null for floats; empty when there is none at all. Valid until the next change.
    /// </summary>
    public ReadOnlySpan<NativeHistogram?> Histograms => HasHistograms ? histograms.AsSpan(0, Count) : default;

    /// <summary>Whether of any sample it is known since when it counts.</summary>
    public bool HasStarts => startsMs.Length > 0;

    /// <summary>
    /// Since when the samples count, in milliseconds, zero where it is not known; empty when none is. Valid until the
    /// next change.
    /// </summary>
    public ReadOnlySpan<long> StartsMs => HasStarts ? startsMs.AsSpan(0, Count) : default;

    /// <summary>Removes all samples and keeps the buffers.</summary>
    public void Clear()
    {
        Count = 0;
        DropHistograms();
        DropStarts();
    }

    /// <summary>Appends one sample; its time must be later than the last one's.</summary>
    [HotPath]
    public void Add(long timestampMs, double value)
    {
        EnsureSpare(1);
        timestampsMs[Count] = timestampMs;
        values[Count++] = value;
    }

    /// <summary>Appends a native histogram; its time must be later than the last one's.</summary>
    public void Add(long timestampMs, NativeHistogram histogram)
    {
        EnsureSpare(1);
        if (!HasHistograms)
        {
            histograms = ArrayPool<NativeHistogram?>.Shared.Rent(capacity);
            Array.Clear(histograms);
        }

        timestampsMs[Count] = timestampMs;
        values[Count] = histogram.Sum;
        histograms[Count++] = histogram;
    }

    /// <summary>Says since when the sample that was appended last counts; zero for not known.</summary>
    public void SetLastStart(long startMs)
    {
        if (startMs == 0 && !HasStarts)
        {
            return;
        }

        if (!HasStarts)
        {
            startsMs = ArrayPool<long>.Shared.Rent(capacity);
            Array.Clear(startsMs);
        }

        startsMs[Count - 1] = startMs;
    }

    /// <summary>Appends samples <paramref name="first"/> to <paramref name="end"/> (exclusive) of another
    /// buffer.</summary>
    public void AddRange(SampleColumns source, int first, int end)
    {
        if (source.HasHistograms || source.HasStarts)
        {
            for (var index = first; index < end; index++)
            {
                AddOne(source, index);
            }

            return;
        }

        Reserve(end - first, out var times, out var floats);
        source.timestampsMs.AsSpan(first, end - first).CopyTo(times);
        source.values.AsSpan(first, end - first).CopyTo(floats);
        Advance(end - first);
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

    /// <summary>Forgets since when samples count.</summary>
    public void DropStarts()
    {
        if (HasStarts)
        {
            ArrayPool<long>.Shared.Return(startsMs);
            startsMs = [];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Count = 0;
        ArrayPool<long>.Shared.Return(timestampsMs);
        ArrayPool<double>.Shared.Return(values);
        timestampsMs = [];
        values = [];
        capacity = 0;
        DropHistograms();
        DropStarts();
    }

    private void AddOne(SampleColumns source, int index)
    {
        if (source.HasHistograms && source.histograms[index] is { } histogram)
        {
            Add(source.timestampsMs[index], histogram);
        }
        else
        {
            Add(source.timestampsMs[index], source.values[index]);
        }

        SetLastStart(source.HasStarts ? source.startsMs[index] : 0);
    }

    private void DropHistograms()
    {
        if (HasHistograms)
        {
            ArrayPool<NativeHistogram?>.Shared.Return(histograms, clearArray: true);
            histograms = [];
        }
    }

    private void EnsureSpare(int count)
    {
        if (capacity - Count < count)
        {
            Grow(count);
        }
    }

    private void Grow(int count)
    {
        var wanted = checked(Math.Max(Count * 2, Count + count));
        Replace(ref timestampsMs, wanted);
        Replace(ref values, wanted);
        wanted = Math.Min(timestampsMs.Length, values.Length);
        if (HasHistograms)
        {
            var larger = ArrayPool<NativeHistogram?>.Shared.Rent(wanted);
            Array.Clear(larger);
            histograms.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<NativeHistogram?>.Shared.Return(histograms, clearArray: true);
            histograms = larger;
        }

        if (HasStarts)
        {
            Replace(ref startsMs, wanted);
            startsMs.AsSpan(Count).Clear();
        }

        capacity = wanted;
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
