using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Tests.Model;

namespace Belfry.Tsdb.Tests.Damage;

/// <summary>
/// How many floats each series has in each range, and the greatest of them. A range is as long as the coarsest
/// tier's windows, so that the answer is the same from raw samples and from every tier.
/// </summary>
internal static class TierAnswers
{
    internal const int RangeMs = 1000;

    internal static Dictionary<(Labels Labels, long Range), (long Count, double Max)> Of(ModelStore model)
    {
        var answers = new Dictionary<(Labels, long), (long, double)>();
        foreach (var series in model.Series)
        {
            foreach (var sample in series.Samples)
            {
                if (sample.Histogram is null)
                {
                    Add(answers, series.Labels, sample.TimeMs, 1, BitConverter.Int64BitsToDouble(sample.ValueBits));
                }
            }
        }

        return answers;
    }

    /// <summary>The same from the store, with windows of a tier; null when some series could not be read.</summary>
    internal static Dictionary<(Labels Labels, long Range), (long Count, double Max)> Of(
        TimeSeriesStore store, TimeSpan resolution, out bool isRefused)
    {
        isRefused = false;
        var answers = new Dictionary<(Labels, long), (long, double)>();
        using var reader = store.Open(new TimestampMs(0), new TimestampMs(800_000));
        using var windows = new WindowColumns();
        var plan = new ReadPlan
        {
            From = new TimestampMs(0),
            FirstEnd = new TimestampMs(RangeMs),
            LastEnd = new TimestampMs(800_000),
            Step = TimeSpan.FromMilliseconds(RangeMs),
            Range = TimeSpan.FromMilliseconds(RangeMs),
            Parts = WindowParts.All,
            Tier = new TierChoice(resolution),
        };
        foreach (var series in Select(reader, plan, ref isRefused))
        {
            windows.Clear(WindowParts.All);
            try
            {
                series.ReadWindows(new TimestampMs(0), new TimestampMs(800_000), windows);
            }
            catch (StorageFailureException)
            {
                isRefused = true;
                continue;
            }

            for (var index = 0; index < windows.Count; index++)
            {
                var count = windows.Integers(WindowColumn.SampleCount)[index];
                if (count > 0)
                {
                    Add(answers, series.Labels, windows.EndsMs[index], count, windows.Values(WindowColumn.Max)[index]);
                }
            }
        }

        return answers;
    }

    private static IReadOnlyList<ISelectedSeries> Select(ISeriesReader reader, ReadPlan plan, ref bool isRefused)
    {
        try
        {
            return reader.Select([], plan, CancellationToken.None).Series;
        }
        catch (StorageFailureException)
        {
            isRefused = true;
            return [];
        }
    }

    private static void Add(
        Dictionary<(Labels, long), (long Count, double Max)> answers, Labels labels, long endMs, long count, double max)
    {
        var range = (endMs - 1) / RangeMs;
        var known = answers.GetValueOrDefault((labels, range), (Count: 0, Max: double.NegativeInfinity));
        answers[(labels, range)] = (known.Count + count, Math.Max(known.Max, max));
    }
}
