using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>What a store should hold, kept in the most naive way.</summary>
internal sealed class ModelStore
{
    private readonly SortedDictionary<Labels, SortedDictionary<long, double>> series = [];

    internal long MaxTimeMs { get; private set; } = long.MinValue;

    internal double? Find(Labels labels, long timeMs) =>
        series.TryGetValue(labels, out var samples) && samples.TryGetValue(timeMs, out var value) ? value : null;

    internal long? Last(Labels labels) =>
        series.TryGetValue(labels, out var samples) && samples.Count > 0 ? samples.Keys.Last() : null;

    internal IEnumerable<KeyValuePair<long, double>> SamplesOfSeries(Labels labels) =>
        series.TryGetValue(labels, out var samples) ? samples : [];

    internal void Add(Labels labels, long timeMs, double value)
    {
        if (!series.TryGetValue(labels, out var samples))
        {
            series.Add(labels, samples = []);
        }

        samples.TryAdd(timeMs, value);
        MaxTimeMs = Math.Max(MaxTimeMs, timeMs);
    }

    internal void Delete(LabelMatcher matcher, long from, long through)
    {
        foreach (var (labels, samples) in series)
        {
            if (matcher.Matches(labels))
            {
                samples.Keys.Where(time => time >= from && time <= through).ToList()
                    .ForEach(time => samples.Remove(time));
            }
        }
    }

    internal ModelStore Clone()
    {
        var clone = new ModelStore { MaxTimeMs = MaxTimeMs };
        foreach (var (labels, samples) in series)
        {
            clone.series.Add(labels, new SortedDictionary<long, double>(samples));
        }

        return clone;
    }

    /// <summary>As <see cref="StoreFixture.Dump(Storage.Contracts.ISeriesSource, long, long, string[])"/>.</summary>
    internal List<string> Dump(long from, long through, params string[] matchers)
    {
        var wanted = matchers.Select(StoreFixture.Matcher).ToList();
        var lines = new List<string>();
        foreach (var (labels, samples) in series)
        {
            var inRange = samples.Where(sample => sample.Key >= from && sample.Key <= through).ToList();
            if (inRange.Count > 0 && wanted.All(matcher => matcher.Matches(labels)))
            {
                lines.Add($"{labels} " + string.Join(
                    ' ', inRange.Select(sample => $"{sample.Key}:{StoreFixture.Text(sample.Value)}")));
            }
        }

        return lines;
    }

    /// <summary>Each sample on its own, to compare sets.</summary>
    internal HashSet<string> Samples() => SamplesOf(Dump(long.MinValue, long.MaxValue));

    internal static HashSet<string> SamplesOf(IEnumerable<string> dump) => dump
        .SelectMany(line =>
        {
            var end = line.LastIndexOf('}') + 1;
            return line[end..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(sample => line[..end] + " " + sample);
        })
        .ToHashSet();
}
