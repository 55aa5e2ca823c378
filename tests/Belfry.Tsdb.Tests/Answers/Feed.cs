using Belfry.Model;
using Belfry.Testing.PromQL;

namespace Belfry.Tsdb.Tests.Answers;

/// <summary>
/// Brings <see cref="QueryMaterial"/> into a store as time goes by: in order, but for some samples that are held back
/// and come later.
/// </summary>
internal sealed class Feed
{
    private readonly Random random;
    private readonly List<(Labels Labels, MaterialSample Sample)> samples = [];
    private readonly List<(Labels Labels, MaterialSample Sample)> heldBack = [];
    private int next;

    internal Feed(IReadOnlyList<MaterialSeries> material, Random random)
    {
        this.random = random;
        foreach (var series in material)
        {
            var labels = Labels.From(series.Pairs);
            samples.AddRange(series.Samples.Select(sample => (labels, sample)));
        }

        samples.Sort((left, right) => left.Sample.TimeMs.CompareTo(right.Sample.TimeMs));
    }

    /// <summary>The time of the newest sample that was given.</summary>
    internal long NowMs { get; private set; } = QueryMaterial.StartMs;

    internal bool IsOver => next == samples.Count;

    /// <summary>Gives everything up to a time in batches of any size, but one sample in so many.</summary>
    internal void Advance(TimeSeriesStore store, long throughMs, int oneHeldBackIn)
    {
        var first = next;
        while (next < samples.Count && samples[next].Sample.TimeMs <= throughMs)
        {
            next++;
        }

        NowMs = throughMs;
        var due = samples.GetRange(first, next - first);
        if (oneHeldBackIn > 0)
        {
            var late = due.FindAll(_ => random.Next(oneHeldBackIn) == 0);
            heldBack.AddRange(late);
            due = [.. due.Except(late)];
        }

        for (var start = 0; start < due.Count;)
        {
            var count = Math.Min(due.Count - start, random.Next(1, 200));
            Write(store, due.GetRange(start, count));
            start += count;
        }
    }

    /// <summary>Gives some of what was held back; what is too late by now is refused. Returns how many.</summary>
    internal int GiveLate(TimeSeriesStore store)
    {
        return GiveLate(store, random.Next(1, 60));
    }

    /// <summary>Gives that many of the samples that were held back, or all.</summary>
    internal int GiveLate(TimeSeriesStore store, int countMax)
    {
        var count = Math.Min(heldBack.Count, countMax);
        var given = heldBack.OrderBy(_ => random.Next()).Take(count).ToList();
        heldBack.RemoveAll(given.Contains);
        Write(store, given);
        return count;
    }

    private static void Write(TimeSeriesStore store, List<(Labels Labels, MaterialSample Sample)> batch)
    {
        using var appender = store.Appender();
        foreach (var (labels, sample) in batch)
        {
            var series = appender.Resolve(labels.Canonical, labels.Hash);
            var time = new TimestampMs(sample.TimeMs);
            _ = sample.Histogram is { } histogram
                ? appender.Append(series, time, histogram)
                : appender.Append(series, time, sample.Value);
        }

        appender.Commit();
    }
}
