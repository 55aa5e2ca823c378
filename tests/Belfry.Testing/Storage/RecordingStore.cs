using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Testing.Storage;

/// <summary>
/// A store in memory for tests of whoever writes samples. It keeps the contract of <see cref="ISampleAppender"/>: a
/// batch is seen once it is committed, times of a series rise, equal repeats are taken. Commits can be made to fail,
/// series can be forgotten, and their number limited. Thread-safe.
/// </summary>
public sealed class RecordingStore : ISampleStore
{
    private readonly Lock contentLock = new();
    private readonly Dictionary<Labels, SeriesRef> references = [];
    private readonly Dictionary<SeriesRef, List<Sample>> samples = [];
    private readonly Dictionary<SeriesRef, Labels> labels = [];
    private readonly List<(string Series, TimestampMs Timestamp, NativeHistogram Histogram)> histograms = [];
    private readonly List<(string Series, Exemplar Exemplar)> exemplars = [];
    private ulong lastReference;

    /// <summary>When set, the next commits throw it.</summary>
    public StorageFailureException? CommitFailure { get; set; }

    /// <summary>Further series than this many are refused.</summary>
    public int SeriesCountMax { get; set; } = int.MaxValue;

    /// <summary>Samples at or before this time are out of bounds.</summary>
    public TimestampMs Oldest { get; set; } = TimestampMs.MinValue;

    /// <summary>Batches committed so far.</summary>
    public int CommitCount { get; private set; }

    /// <summary>Times that labels were resolved so far.</summary>
    public int ResolveCount { get; private set; }

    /// <summary>All committed series with their samples, by the text of their labels.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Sample>> Series
    {
        get
        {
            lock (contentLock)
            {
                return samples.Where(series => series.Value.Count > 0).ToDictionary(
                    series => labels[series.Key].ToString(),
                    series => (IReadOnlyList<Sample>)[.. series.Value],
                    StringComparer.Ordinal);
            }
        }
    }

    /// <summary>The committed native histograms, in the order in which they came.</summary>
    public IReadOnlyList<(string Series, TimestampMs Timestamp, NativeHistogram Histogram)> Histograms
    {
        get
        {
            lock (contentLock)
            {
                return [.. histograms];
            }
        }
    }

    /// <summary>The committed exemplars, in the order in which they came.</summary>
    public IReadOnlyList<(string Series, Exemplar Exemplar)> Exemplars
    {
        get
        {
            lock (contentLock)
            {
                return [.. exemplars];
            }
        }
    }

    /// <summary>
    /// The committed samples of the series whose labels print as <paramref name="series"/>; empty when none.
    /// </summary>
    public IReadOnlyList<Sample> Samples(string series) => Series.GetValueOrDefault(series) ?? [];

    /// <summary>
    /// Forgets all series as a head does after compaction: their references become unknown, their samples are dropped.
    /// </summary>
    public void Forget()
    {
        lock (contentLock)
        {
            references.Clear();
            samples.Clear();
        }
    }

    /// <inheritdoc/>
    public ISampleAppender Appender() => new RecordingAppender(this);

    private sealed class RecordingAppender(RecordingStore store) : ISampleAppender
    {
        private readonly List<(SeriesRef Series, Sample Sample)> batch = [];
        private readonly List<(SeriesRef Series, TimestampMs Timestamp, NativeHistogram Histogram)> histograms = [];
        private readonly List<(SeriesRef Series, Exemplar Exemplar)> exemplars = [];

        public SeriesRef Resolve(ReadOnlySpan<byte> canonicalLabels, ulong hash)
        {
            if (!LabelsReader.IsCanonical(canonicalLabels) || XxHash64.Hash(canonicalLabels) != hash)
            {
                throw new InvalidOperationException("BUG: labels are not canonical, or not of this hash");
            }

            lock (store.contentLock)
            {
                store.ResolveCount++;
                var wanted = Labels.FromCanonical(canonicalLabels);
                if (store.references.TryGetValue(wanted, out var known))
                {
                    return known;
                }

                if (wanted.IsEmpty || store.references.Count >= store.SeriesCountMax)
                {
                    return default;
                }

                var reference = new SeriesRef(++store.lastReference);
                store.references.Add(wanted, reference);
                store.labels.Add(reference, wanted);
                store.samples.Add(reference, []);
                return reference;
            }
        }

        public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, double value)
        {
            lock (store.contentLock)
            {
                if (!store.samples.TryGetValue(series, out var committed))
                {
                    return AppendOutcome.UnknownSeries;
                }

                if (timestamp <= store.Oldest)
                {
                    return AppendOutcome.OutOfBounds;
                }

                var own = batch.FindLastIndex(entry => entry.Series == series);
                Sample? last = own >= 0 ? batch[own].Sample : committed.Count > 0 ? committed[^1] : null;
                if (last is { } before && timestamp <= before.Timestamp)
                {
                    return timestamp < before.Timestamp ? AppendOutcome.OutOfOrder : Same(before.Value, value);
                }

                batch.Add((series, new Sample(timestamp, value)));
                return AppendOutcome.Appended;
            }
        }

        public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, NativeHistogram histogram)
        {
            lock (store.contentLock)
            {
                if (!store.labels.ContainsKey(series))
                {
                    return AppendOutcome.UnknownSeries;
                }

                histograms.Add((series, timestamp, histogram));
                return AppendOutcome.Appended;
            }
        }

        public AppendOutcome AppendExemplar(SeriesRef series, Exemplar exemplar)
        {
            lock (store.contentLock)
            {
                if (!store.labels.ContainsKey(series))
                {
                    return AppendOutcome.UnknownSeries;
                }

                exemplars.Add((series, exemplar));
                return AppendOutcome.Appended;
            }
        }

        public void Commit()
        {
            lock (store.contentLock)
            {
                if (store.CommitFailure is { } failure)
                {
                    Dispose();
                    throw failure;
                }

                store.histograms.AddRange(
                    histograms.Select(one => (store.labels[one.Series].ToString(), one.Timestamp, one.Histogram)));
                store.exemplars.AddRange(exemplars.Select(one => (store.labels[one.Series].ToString(), one.Exemplar)));

                foreach (var (series, sample) in batch)
                {
                    store.samples[series].Add(sample);
                }

                Dispose();
                store.CommitCount++;
            }
        }

        public void Dispose()
        {
            batch.Clear();
            histograms.Clear();
            exemplars.Clear();
        }

        private static AppendOutcome Same(double before, double now) =>
            BitConverter.DoubleToInt64Bits(before) == BitConverter.DoubleToInt64Bits(now)
                ? AppendOutcome.Appended
                : AppendOutcome.DuplicateTimestamp;
    }
}
