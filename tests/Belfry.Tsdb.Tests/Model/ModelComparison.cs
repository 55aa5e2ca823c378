using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>Asks a store and the naive one the same, and tells the first difference.</summary>
internal static class ModelComparison
{
    internal static ModelSample SampleAt(SampleColumns columns, int index)
    {
        var histogram = columns.HasHistograms ? columns.Histograms[index] : null;
        var timeMs = columns.TimestampsMs[index];
        return histogram is null
            ? ModelSample.Of(timeMs, columns.Values[index])
            : ModelSample.Of(timeMs, histogram);
    }

    /// <summary>The first difference of what a selection answers; null when there is none.</summary>
    internal static string? Difference(
        ISeriesSource store, ModelStore model, IReadOnlyList<LabelMatcher> matchers, long fromMs, long throughMs)
    {
        using var reader = store.Open(new TimestampMs(fromMs), new TimestampMs(throughMs));
        using var columns = new SampleColumns();
        var found = reader.Select(matchers, CancellationToken.None).GetEnumerator();
        var isMore = MoveNext(found, columns, fromMs, throughMs);
        foreach (var wanted in model.Matching(matchers))
        {
            var samples = wanted.Range(fromMs, throughMs);
            if (samples.IsEmpty)
            {
                continue;
            }

            if (!isMore || found.Current.Labels != wanted.Labels)
            {
                return $"{wanted.Labels} is missing with {samples.Length} samples, first {samples[0]}"
                    + (isMore ? $"; there is {found.Current.Labels} instead" : "");
            }

            if (Difference(samples, columns) is { } difference)
            {
                return $"{wanted.Labels} {difference}";
            }

            isMore = MoveNext(found, columns, fromMs, throughMs);
        }

        return isMore ? $"{found.Current.Labels} is too much, {SampleAt(columns, 0)}" : null;
    }

    /// <summary>
    /// What is wrong with the label names and values for a selection: they must be those of the series that have
    /// samples in the range, and may be those of any other series there was.
    /// </summary>
    internal static string? LabelDifference(
        ISeriesSource store, ModelStore model, IReadOnlyList<LabelMatcher> matchers, long fromMs, long throughMs)
    {
        using var reader = store.Open(new TimestampMs(fromMs), new TimestampMs(throughMs));
        var wanted = model.Matching(matchers).Where(one => !one.Range(fromMs, throughMs).IsEmpty)
            .Select(one => one.Labels).ToList();
        var names = reader.LabelNames(matchers, CancellationToken.None);
        var must = wanted.SelectMany(labels => labels.ToPairs().Select(pair => pair.Key)).Distinct().ToList();
        if (must.Except(names).Any() || !names.SequenceEqual(names.Order(StringComparer.Ordinal).Distinct()))
        {
            return $"label names {string.Join(',', names)} instead of {string.Join(',', must)}";
        }

        foreach (var name in must)
        {
            var values = reader.LabelValues(name, matchers, CancellationToken.None);
            var mustHave = wanted.Select(labels => labels.Get(name)).Where(value => value.Length > 0).Distinct().ToList();
            if (mustHave.Except(values).Any() || !values.SequenceEqual(values.Order(StringComparer.Ordinal).Distinct()))
            {
                return $"values of {name} {string.Join(',', values)} instead of {string.Join(',', mustHave)}";
            }
        }

        return null;
    }

    private static bool MoveNext(
        IEnumerator<ISelectedSeries> found, SampleColumns columns, long fromMs, long throughMs)
    {
        while (found.MoveNext())
        {
            columns.Clear();
            found.Current.Read(new TimestampMs(fromMs), new TimestampMs(throughMs), columns);
            if (columns.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string? Difference(ReadOnlySpan<ModelSample> wanted, SampleColumns found)
    {
        for (var index = 0; index < wanted.Length; index++)
        {
            if (index >= found.Count)
            {
                return $"ends after {found.Count} samples; {wanted[index]} is missing";
            }

            var sample = SampleAt(found, index);
            if (!sample.Equals(wanted[index]))
            {
                return $"has {sample} where {wanted[index]} is expected ({index} of {wanted.Length})";
            }
        }

        return found.Count > wanted.Length ? $"has too much: {SampleAt(found, wanted.Length)}" : null;
    }
}
