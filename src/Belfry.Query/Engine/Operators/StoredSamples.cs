using System.Runtime.InteropServices;
using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators;

/// <summary>Reads the samples of series.</summary>
internal static class StoredSamples
{
    /// <summary>Appends the samples that any range of <paramref name="window"/> can see.</summary>
    internal static void Read(ISelectedSeries series, RangeWindow window, SampleColumns columns) =>
        series.Read(new TimestampMs(window.FirstMs), new TimestampMs(window.LastMs), columns);

    /// <summary>Appends the floats of columns that have native histograms as well.</summary>
    internal static void CopyFloats(SampleColumns source, SampleColumns target)
    {
        for (var index = 0; index < source.Count; index++)
        {
            if (source.Histograms[index] is null)
            {
                target.Add(source.TimestampsMs[index], source.Values[index]);
                target.SetLastStart(source.HasStarts ? source.StartsMs[index] : 0);
            }
        }
    }

    /// <summary>Removes stale markers, floats and histograms alike: both have the marker in their value.</summary>
    internal static void RemoveStaleMarkers(SampleColumns columns, Workspace workspace)
    {
        if (!MemoryMarshal.Cast<double, long>(columns.Values).Contains(StaleMarker.Bits))
        {
            return;
        }

        var kept = workspace.RentColumns();
        var hasMore = columns.HasHistograms || columns.HasStarts;
        for (var index = 0; index < columns.Count; index++)
        {
            if (StaleMarker.IsStale(columns.Values[index]))
            {
                continue;
            }

            if (hasMore)
            {
                kept.AddRange(columns, index, index + 1);
            }
            else
            {
                kept.Add(columns.TimestampsMs[index], columns.Values[index]);
            }
        }

        columns.Clear();
        columns.AddRange(kept, 0, kept.Count);
        workspace.Return(kept);
    }
}
