using System.Buffers;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions;

/// <summary>
/// The native histograms of one series by rising time, and what is known of resets between them. Pooled room, owned by
/// the method that made it; not thread-safe.
/// </summary>
internal sealed class HistogramSamples : IDisposable
{
    private readonly int count;
    private readonly long[] times;
    private readonly FloatHistogram[] histograms;
    private readonly byte[] resets;
    private readonly long[] starts;

    /// <summary>Takes the histograms of <paramref name="columns"/>.</summary>
    internal HistogramSamples(SampleColumns columns)
    {
        times = ArrayPool<long>.Shared.Rent(columns.Count);
        histograms = ArrayPool<FloatHistogram>.Shared.Rent(columns.Count);
        resets = ArrayPool<byte>.Shared.Rent(columns.Count);
        starts = columns.HasStarts ? ArrayPool<long>.Shared.Rent(columns.Count) : [];
        for (var index = 0; index < columns.Count; index++)
        {
            if (columns.Histograms[index] is { } histogram)
            {
                times[count] = columns.TimestampsMs[index];
                resets[count] = 0;
                if (starts.Length > 0)
                {
                    starts[count] = columns.StartsMs[index];
                }

                histograms[count++] = histogram.ToFloat();
            }
        }
    }

    /// <summary>The times in milliseconds.</summary>
    internal ReadOnlySpan<long> Times => times.AsSpan(0, count);

    /// <summary>Since when they count, zero where it is not known; empty when it is of no sample.</summary>
    internal ReadOnlySpan<long> Starts => starts.Length > 0 ? starts.AsSpan(0, count) : default;

    /// <summary>The histograms.</summary>
    internal ReadOnlySpan<FloatHistogram> Histograms => histograms.AsSpan(0, count);

    /// <summary>What a histogram counts for where samples in memory are counted.</summary>
    internal int Weight(int index) => HistogramWeight.Samples(histograms[index]);

    /// <summary>Whether the counter was reset between a histogram, not the first, and the one before it.</summary>
    internal bool IsReset(int index)
    {
        if (resets[index] == 0)
        {
            var isReset = (starts.Length > 0 && CounterStarts.IsReset(
                    starts[index - 1], times[index - 1], starts[index], times[index]))
                || histograms[index].IsResetAfter(histograms[index - 1]);
            resets[index] = (byte)(isReset ? 2 : 1);
        }

        return resets[index] == 2;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(times);
        ArrayPool<byte>.Shared.Return(resets);
        if (starts.Length > 0)
        {
            ArrayPool<long>.Shared.Return(starts);
        }

        ArrayPool<FloatHistogram>.Shared.Return(histograms, clearArray: true);
    }
}
