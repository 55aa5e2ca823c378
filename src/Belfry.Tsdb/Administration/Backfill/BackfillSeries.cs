using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Administration.Backfill;

/// <summary>The samples that a file has of one series in one block's time, in the file's order. One thread.</summary>
internal sealed class BackfillSeries(Labels labels)
{
    private readonly List<(long TimeMs, double Value)> samples = [];

    internal Labels Labels => labels;

    internal void Add(long timeMs, double value) => samples.Add((timeMs, value));

    /// <summary>
    /// Replaces <paramref name="destination"/> by the samples in the order of time. False, with the time, when two of
    /// one time differ.
    /// </summary>
    internal bool TrySort(SampleColumns destination, out long conflictMs)
    {
        destination.Clear();
        conflictMs = 0;

        // Stable, so that the message names what the file says first.
        foreach (var (timeMs, value) in samples.OrderBy(sample => sample.TimeMs))
        {
            if (destination.Count == 0 || timeMs > destination.TimestampsMs[^1])
            {
                destination.Add(timeMs, value);
            }
            else if (BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(destination.Values[^1]))
            {
                conflictMs = timeMs;
                return false;
            }
        }

        return true;
    }
}
