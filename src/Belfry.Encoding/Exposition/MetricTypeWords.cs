using Belfry.Model.Metrics;

namespace Belfry.Encoding.Exposition;

/// <summary>The words of TYPE lines.</summary>
public static class MetricTypeWords
{
    /// <summary>The word that the original's API and OpenMetrics use: <c>counter</c>, <c>unknown</c>.</summary>
    public static string ToWord(MetricType type) => type switch
    {
        MetricType.Counter => "counter",
        MetricType.Gauge => "gauge",
        MetricType.Histogram => "histogram",
        MetricType.GaugeHistogram => "gaugehistogram",
        MetricType.Summary => "summary",
        MetricType.Info => "info",
        MetricType.StateSet => "stateset",
        _ => "unknown",
    };

    internal static bool TryParseText(ReadOnlySpan<byte> word, out MetricType type)
    {
        type = MetricType.Unknown;
        if (word.SequenceEqual("untyped"u8))
        {
            return true;
        }

        return TryParseOpenMetrics(word, out type)
            && type is MetricType.Counter or MetricType.Gauge or MetricType.Histogram or MetricType.Summary;
    }

    internal static bool TryParseOpenMetrics(ReadOnlySpan<byte> word, out MetricType type)
    {
        for (var candidate = MetricType.Unknown; candidate <= MetricType.StateSet; candidate++)
        {
            var text = ToWord(candidate);
            if (text.Length == word.Length && System.Text.Ascii.Equals(word, text))
            {
                type = candidate;
                return true;
            }
        }

        type = MetricType.Unknown;
        return false;
    }
}
