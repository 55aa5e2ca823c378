using System.Globalization;
using Belfry.Model.Metrics;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Summaries of durations by one label, with the quantiles that the original exposes, over the last 512 durations of
/// each label value. Thread-safe.
/// </summary>
internal sealed class DurationSummary(string name, string help, string labelName) : IMetricSource
{
    private const int WindowLength = 512;

    private static readonly double[] Quantiles = [0.01, 0.05, 0.5, 0.9, 0.99];

    private readonly Lock entriesLock = new();
    private readonly SortedDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    internal void Observe(string labelValue, TimeSpan duration)
    {
        lock (entriesLock)
        {
            if (!entries.TryGetValue(labelValue, out var entry))
            {
                entries.Add(labelValue, entry = new Entry());
            }

            entry.WindowSeconds[entry.Count++ % WindowLength] = duration.TotalSeconds;
            entry.SumSeconds += duration.TotalSeconds;
        }
    }

    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        writer.BeginFamily(name, MetricType.Summary, help);
        lock (entriesLock)
        {
            foreach (var (labelValue, entry) in entries)
            {
                Write(writer, labelValue, entry);
            }
        }
    }

    private void Write(IMetricFamilyWriter writer, string labelValue, Entry entry)
    {
        KeyValuePair<string, string> label = new(labelName, labelValue);
        var window = entry.WindowSeconds[..(int)Math.Min(entry.Count, WindowLength)];
        Array.Sort(window);
        foreach (var quantile in Quantiles)
        {
            var value = window[(int)(quantile * (window.Length - 1))];
            writer.WriteSample("", [label, new("quantile", quantile.ToString(CultureInfo.InvariantCulture))], value);
        }

        writer.WriteSample("_sum", [label], entry.SumSeconds);
        writer.WriteSample("_count", [label], entry.Count);
    }

    private sealed class Entry
    {
        internal double[] WindowSeconds { get; } = new double[WindowLength];

        internal long Count { get; set; }

        internal double SumSeconds { get; set; }
    }
}
