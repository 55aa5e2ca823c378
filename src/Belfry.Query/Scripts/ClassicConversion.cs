using System.Globalization;
using System.Text;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Query.Scripts;

/// <summary>Makes native histograms with custom buckets of the classic histograms in a load command.</summary>
internal static class ClassicConversion
{
    /// <summary>Series of native histograms, with the times in milliseconds.</summary>
    /// <exception cref="ScriptException">The series of a histogram do not fit together.</exception>
    internal static IEnumerable<(Labels Labels, SortedDictionary<long, FloatHistogram> Histograms)> Convert(
        LoadCommand load)
    {
        var collectors = new SortedDictionary<Labels, SortedDictionary<long, ClassicBucketCollector>>();
        foreach (var line in load.Series)
        {
            var part = ClassicSeriesName.Split(line.Labels.Get(LabelNames.MetricNameUtf8), out var name);
            if (part == ClassicSeriesPart.None || !TryReadBound(line.Labels, part, out var bound))
            {
                continue;
            }

            var builder = new LabelsBuilder();
            builder.Reset(line.Labels);
            builder.Set(LabelNames.MetricName, Encoding.UTF8.GetString(name));
            builder.Remove("le");
            Collect(line, load.StepMs, part, bound, At(collectors, builder.ToLabels()));
        }

        return collectors.Select(one => (one.Key, Histograms(one.Key, one.Value)));
    }

    private static bool TryReadBound(Labels labels, ClassicSeriesPart part, out double bound)
    {
        bound = 0;
        if (part != ClassicSeriesPart.Bucket)
        {
            return true;
        }

        var text = labels.Get("le");
        var rest = text.AsSpan();
        if (text.Length == 0)
        {
            return false;
        }

        try
        {
            bound = ScriptNumber.Read(ref rest, text);
        }
        catch (ScriptException)
        {
            return false;
        }

        return rest.IsEmpty && !double.IsNaN(bound);
    }

    private static void Collect(
        SeriesLine line,
        long stepMs,
        ClassicSeriesPart part,
        double bound,
        SortedDictionary<long, ClassicBucketCollector> collectors)
    {
        for (var position = 0; position < line.Values.Count; position++)
        {
            if (line.Values[position].Number is not { } value)
            {
                continue;
            }

            var collector = At(collectors, position * stepMs);
            _ = part switch
            {
                ClassicSeriesPart.Bucket => collector.SetBucket(bound, value),
                ClassicSeriesPart.Sum => collector.SetSum(value),
                _ => collector.SetCount(value),
            };
        }
    }

    private static SortedDictionary<long, FloatHistogram> Histograms(
        Labels labels, SortedDictionary<long, ClassicBucketCollector> collectors)
    {
        var histograms = new SortedDictionary<long, FloatHistogram>();
        foreach (var (timeMs, collector) in collectors)
        {
            var histogram = collector.Convert() ?? throw new ScriptException(string.Create(
                CultureInfo.InvariantCulture, $"{labels} at {timeMs} ms: {collector.Error}"));
            histograms.Add(timeMs, histogram.ToFloat());
        }

        return histograms;
    }

    private static TValue At<TKey, TValue>(SortedDictionary<TKey, TValue> entries, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!entries.TryGetValue(key, out var value))
        {
            value = new TValue();
            entries.Add(key, value);
        }

        return value;
    }
}
