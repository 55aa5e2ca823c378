using Belfry.Model;
using Belfry.Model.Metrics;

namespace Belfry.Alerting.Rules.Telemetry;

/// <summary>
/// Durations as a summary: sum, count, and quantiles of the most recent ones. Thread-safe. The originals take quantiles
/// over ten minutes; the last few hundred durations say the same and need no clock.
/// </summary>
internal sealed class DurationSummary(string name, string help, params double[] quantiles)
{
    private const int WindowMax = 512;

    private readonly Lock windowLock = new();
    private readonly double[] window = new double[WindowMax];
    private long count;
    private double sum;

    /// <summary>Adds a duration.</summary>
    public void Observe(TimeSpan duration)
    {
        lock (windowLock)
        {
            window[count++ % WindowMax] = duration.TotalSeconds;
            sum += duration.TotalSeconds;
        }
    }

    /// <summary>Writes the family.</summary>
    public void Write(IMetricFamilyWriter writer)
    {
        writer.BeginFamily(name, MetricType.Summary, help);
        WriteSamples(writer);
    }

    /// <summary>Writes the samples of a family that was begun, with further labels.</summary>
    public void WriteSamples(IMetricFamilyWriter writer, params ReadOnlySpan<KeyValuePair<string, string>> labels)
    {
        double[] recent;
        long countNow;
        double sumNow;
        lock (windowLock)
        {
            recent = window[..(int)Math.Min(count, WindowMax)];
            countNow = count;
            sumNow = sum;
        }

        Array.Sort(recent);
        foreach (var quantile in quantiles)
        {
            var rank = (int)Math.Ceiling(quantile * recent.Length) - 1;
            var value = recent.Length == 0 ? double.NaN : recent[Math.Clamp(rank, 0, recent.Length - 1)];
            writer.WriteSample("", [.. labels, new("quantile", FloatText.Plain(quantile))], value);
        }

        writer.WriteSample("_sum", labels, sumNow);
        writer.WriteSample("_count", labels, countNow);
    }
}
