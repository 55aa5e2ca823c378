using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Profiling;

/// <summary>A selected series whose samples are counted as they are read.</summary>
internal sealed class MeasuredSeries(ISelectedSeries inner, ProfileNode node) : ISelectedSeries
{
    // A time and a float.
    private const int SampleBytes = 16;

    /// <inheritdoc/>
    public Labels Labels => inner.Labels;

    /// <inheritdoc/>
    public void Read(TimestampMs from, TimestampMs through, SampleColumns destination)
    {
        var before = destination.Count;
        inner.Read(from, through, destination);
        var count = destination.Count - before;
        long bytes = (long)count * SampleBytes;
        if (destination.HasHistograms)
        {
            foreach (var histogram in destination.Histograms[before..])
            {
                bytes += histogram is null ? 0 : histogram.ToFloat().SizeBytes();
            }
        }

        node.AddSamples(count, bytes);
    }

    /// <inheritdoc/>
    public void ReadWindows(TimestampMs from, TimestampMs through, WindowColumns destination)
    {
        var before = destination.Count;
        inner.ReadWindows(from, through, destination);
        var count = destination.Count - before;
        node.AddSamples(count, (long)count * SampleBytes);
    }
}
