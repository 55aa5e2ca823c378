using System.Globalization;
using Belfry.Model;
using Belfry.Model.Histograms;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>What <c>load_with_nhcb</c> makes of classic histograms: native ones with custom buckets.</summary>
internal static class ClassicConversion
{
    internal static IEnumerable<(Labels Labels, long TimeMs, FloatHistogram Histogram)> Of(LoadCommand load)
    {
        var collectors = new Dictionary<(Labels, long), ClassicBucketCollector>();
        var builder = new LabelsBuilder();
        foreach (var series in load.Series)
        {
            var labels = series.Labels;
            var part = ClassicSeriesName.Split(labels.Get(LabelNames.MetricNameUtf8), out var name);
            var bound = 0.0;
            if (part == ClassicSeriesPart.None
                || (part == ClassicSeriesPart.Bucket && !TryBound(labels.Get("le"), out bound)))
            {
                continue;
            }

            builder.Reset(labels);
            builder.Set(LabelNames.MetricName, TextEncoding.UTF8.GetString(name));
            builder.Remove("le");
            var key = builder.ToLabels();
            for (var position = 0; position < series.Values.Count; position++)
            {
                if (series.Values[position] is { Histogram: null } value)
                {
                    var place = (key, position * load.StepMs);
                    if (!collectors.TryGetValue(place, out var collector))
                    {
                        collector = new ClassicBucketCollector();
                        collectors.Add(place, collector);
                    }

                    _ = part switch
                    {
                        ClassicSeriesPart.Bucket => collector.SetBucket(bound, value.Number),
                        ClassicSeriesPart.Count => collector.SetCount(value.Number),
                        _ => collector.SetSum(value.Number),
                    };
                }
            }
        }

        return collectors.Select(entry => (
            entry.Key.Item1,
            entry.Key.Item2,
            (entry.Value.Convert() ?? throw new FormatException(entry.Value.Error)).ToFloat()));
    }

    private static bool TryBound(string text, out double bound)
    {
        bound = text.TrimStart('+').ToLowerInvariant() is "inf" or "infinity" ? double.PositiveInfinity : 0;
        return bound > 0
            || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out bound)
                && !double.IsNaN(bound));
    }
}
