using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>What a store should hold, kept in the most naive way.</summary>
internal sealed class ModelStore
{
    private readonly SortedDictionary<Labels, ModelSeries> series = [];

    internal IEnumerable<ModelSeries> Series => series.Values;

    /// <summary>Of a batch: what was accepted beside one of the same time; see <see cref="History.Hidden"/>.</summary>
    internal List<(Labels Labels, ModelSample Sample)> Hidden { get; } = [];

    internal int SampleCount => series.Values.Sum(one => one.Samples.Length);

    /// <summary>The newest sample's time; the least time there is when there is none.</summary>
    internal long MaxTimeMs => series.Values.Max(one => one.LastTimeMs) ?? long.MinValue;

    /// <summary>Everything that a store answers.</summary>
    internal static ModelStore Of(ISeriesSource store)
    {
        var found = new ModelStore();
        using var reader = store.Open(TimestampMs.MinValue, TimestampMs.MaxValue);
        using var columns = new SampleColumns();
        foreach (var one in reader.Select([], CancellationToken.None))
        {
            columns.Clear();
            one.Read(TimestampMs.MinValue, TimestampMs.MaxValue, columns);
            for (var index = 0; index < columns.Count; index++)
            {
                found.Add(one.Labels, ModelComparison.SampleAt(columns, index));
            }
        }

        return found;
    }

    internal ModelSample? Find(Labels labels, long timeMs) => series.GetValueOrDefault(labels)?.Find(timeMs);

    internal long? Last(Labels labels) => series.GetValueOrDefault(labels)?.LastTimeMs;

    /// <summary>The time of a series' sample so many before its last; null when it has not so many.</summary>
    internal long? TimeAt(Labels labels, int fromEnd) =>
        series.GetValueOrDefault(labels) is { } one && fromEnd < one.Samples.Length
            ? one.Samples[^(fromEnd + 1)].TimeMs
            : null;

    /// <summary>Adds a sample unless the series has one of its time, which then stays.</summary>
    internal void Add(Labels labels, ModelSample sample)
    {
        if (!series.TryGetValue(labels, out var one))
        {
            series.Add(labels, one = new ModelSeries(labels));
        }

        one.Add(sample);
    }

    internal void Add(ModelStore other)
    {
        foreach (var one in other.series.Values)
        {
            foreach (var sample in one.Samples)
            {
                Add(one.Labels, sample);
            }
        }
    }

    internal void Delete(IReadOnlyList<LabelMatcher> matchers, long fromMs, long throughMs)
    {
        foreach (var one in Matching(matchers))
        {
            one.Delete(fromMs, throughMs);
        }
    }

    internal IEnumerable<ModelSeries> Matching(IReadOnlyList<LabelMatcher> matchers) =>
        series.Values.Where(one => matchers.All(matcher => matcher.Matches(one.Labels)));

    internal ModelStore Clone()
    {
        var clone = new ModelStore();
        foreach (var (labels, one) in series)
        {
            clone.series.Add(labels, one.Clone());
        }

        return clone;
    }

    /// <summary>The samples that are here, with the same values, and in the other.</summary>
    internal ModelStore And(ModelStore other)
    {
        var both = Clone();
        foreach (var one in both.series.Values)
        {
            one.RemoveWhere(sample => other.Find(one.Labels, sample.TimeMs) != sample);
        }

        return both;
    }

    /// <summary>The samples that are here but not, or with another value, in the other.</summary>
    internal IEnumerable<(Labels Labels, ModelSample Sample)> Except(ModelStore other)
    {
        foreach (var one in series.Values)
        {
            foreach (var sample in one.Samples.ToArray())
            {
                if (other.Find(one.Labels, sample.TimeMs) != sample)
                {
                    yield return (one.Labels, sample);
                }
            }
        }
    }
}
