using System.Runtime.InteropServices;
using Belfry.Model;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>One series of the naive store: a sorted list of samples.</summary>
internal sealed class ModelSeries(Labels labels)
{
    private readonly List<ModelSample> samples = [];

    internal Labels Labels => labels;

    internal ReadOnlySpan<ModelSample> Samples => CollectionsMarshal.AsSpan(samples);

    internal long? LastTimeMs => samples.Count > 0 ? samples[^1].TimeMs : null;

    internal ModelSample? Find(long timeMs)
    {
        var place = Place(timeMs);
        return place < samples.Count && samples[place].TimeMs == timeMs ? samples[place] : null;
    }

    /// <summary>Adds a sample unless there is one of its time, which then stays.</summary>
    internal void Add(ModelSample sample)
    {
        var place = Place(sample.TimeMs);
        if (place == samples.Count || samples[place].TimeMs != sample.TimeMs)
        {
            samples.Insert(place, sample);
        }
    }

    internal void Delete(long fromMs, long throughMs)
    {
        var first = Place(fromMs);
        var end = throughMs == long.MaxValue ? samples.Count : Place(throughMs + 1);
        if (end > first)
        {
            samples.RemoveRange(first, end - first);
        }
    }

    internal void RemoveWhere(Predicate<ModelSample> isGone) => samples.RemoveAll(isGone);

    internal ReadOnlySpan<ModelSample> Range(long fromMs, long throughMs)
    {
        var first = Place(fromMs);
        var end = throughMs == long.MaxValue ? samples.Count : Place(throughMs + 1);
        return Samples[first..Math.Max(first, end)];
    }

    internal ModelSeries Clone()
    {
        var clone = new ModelSeries(labels);
        clone.samples.AddRange(samples);
        return clone;
    }

    private int Place(long timeMs)
    {
        int first = 0, end = samples.Count;
        if (end == 0 || samples[^1].TimeMs < timeMs)
        {
            return end;
        }

        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = samples[middle].TimeMs < timeMs ? (middle + 1, end) : (first, middle);
        }

        return first;
    }
}
