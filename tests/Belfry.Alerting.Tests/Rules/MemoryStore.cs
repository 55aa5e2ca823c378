using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;
using Belfry.Testing.Storage;

namespace Belfry.Alerting.Tests.Rules;

/// <summary>Writes committed samples where the engine of a test reads them. Samples older than the newest are
/// refused.</summary>
internal sealed class MemoryStore(MemorySeriesSource source) : ISampleStore
{
    private readonly Dictionary<ulong, Labels> series = [];
    private readonly Dictionary<Labels, ulong> references = [];
    private readonly Dictionary<Labels, long> newest = [];

    /// <summary>When set, commits throw it.</summary>
    public StorageFailureException? CommitFailure { get; set; }

    /// <summary>All samples that were committed, in order.</summary>
    public List<(string Series, long TimeMs, double Value)> Written { get; } = [];

    /// <summary>All native histograms that were committed, in order.</summary>
    public List<(string Series, long TimeMs, NativeHistogram Histogram)> Histograms { get; } = [];

    /// <summary>What was written at a time, as <c>{series} value</c>, sorted; stale markers as <c>stale</c>.</summary>
    public IReadOnlyList<string> At(long timeMs, string metric = "") =>
    [
        .. Written
            .Where(sample => sample.TimeMs == timeMs && sample.Series.Contains($"\"{metric}", StringComparison.Ordinal))
            .Select(sample => $"{sample.Series} {(StaleMarker.IsStale(sample.Value) ? "stale" : FloatText.Plain(sample.Value))}")
            .Order(StringComparer.Ordinal),
    ];

    public ISampleAppender Appender() => new Batch(this);

    private sealed class Batch(MemoryStore store) : ISampleAppender
    {
        private readonly List<(Labels Labels, TimestampMs Time, double Value, NativeHistogram? Histogram)> samples = [];

        public SeriesRef Resolve(ReadOnlySpan<byte> canonicalLabels, ulong hash)
        {
            var labels = Labels.FromCanonical(canonicalLabels);
            if (!store.references.TryGetValue(labels, out var reference))
            {
                reference = (ulong)store.references.Count + 1;
                store.references.Add(labels, reference);
                store.series.Add(reference, labels);
            }

            return new SeriesRef(reference);
        }

        public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, double value) =>
            Append(series, timestamp, value, null);

        public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, NativeHistogram histogram) =>
            Append(series, timestamp, 0, histogram);

        private AppendOutcome Append(SeriesRef series, TimestampMs timestamp, double value, NativeHistogram? histogram)
        {
            var labels = store.series[series.Value];
            if (store.newest.TryGetValue(labels, out var newest) && timestamp.Value <= newest)
            {
                return timestamp.Value == newest ? AppendOutcome.DuplicateTimestamp : AppendOutcome.OutOfOrder;
            }

            samples.Add((labels, timestamp, value, histogram));
            return AppendOutcome.Appended;
        }

        public AppendOutcome AppendExemplar(SeriesRef series, Exemplar exemplar) => AppendOutcome.LimitReached;

        public void Commit()
        {
            if (store.CommitFailure is { } failure)
            {
                samples.Clear();
                throw failure;
            }

            foreach (var (labels, time, value, histogram) in samples)
            {
                store.newest[labels] = time.Value;
                if (histogram is not null)
                {
                    store.Histograms.Add((labels.ToString(), time.Value, histogram));
                    store.Add(labels, time, histogram);
                    continue;
                }

                store.Written.Add((labels.ToString(), time.Value, value));
                store.Add(labels, time, value);
            }

            samples.Clear();
        }

        public void Dispose() => samples.Clear();
    }

    private void Add(Labels labels, TimestampMs time, double value) => source.Add(labels, time, value);

    private void Add(Labels labels, TimestampMs time, NativeHistogram histogram) => source.Add(labels, time, histogram);
}
