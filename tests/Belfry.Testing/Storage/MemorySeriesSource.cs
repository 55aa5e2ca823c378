using System.Text;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Testing.Storage;

/// <summary>
/// A store in memory that is too simple to be wrong: one sorted list of samples for each label set. The oracle for
/// tests of
/// whatever reads samples. A reader sees what was there when it was opened. Thread-safe.
/// </summary>
public sealed class MemorySeriesSource : ISeriesSource
{
    private readonly SortedDictionary<Labels, StoredSeries> series = [];
    private readonly Lock seriesLock = new();

    /// <summary>How many times a series was read so far, by all readers.</summary>
    public long ReadCount => Interlocked.Read(ref readCount);

    private long readCount;

    /// <summary>Adds a sample, or replaces the one at the same time.</summary>
    public void Add(Labels labels, TimestampMs timestamp, double value) =>
        Add(labels, timestamp, value, null);

    /// <summary>
    /// Adds a native histogram, or replaces the sample at the same time. It is read as it is, with its hint: nothing
    /// looks for counter resets here.
    /// </summary>
    public void Add(Labels labels, TimestampMs timestamp, NativeHistogram histogram) =>
        Add(labels, timestamp, histogram.Sum, histogram);

    private void Add(Labels labels, TimestampMs timestamp, double value, NativeHistogram? histogram)
    {
        lock (seriesLock)
        {
            if (!series.TryGetValue(labels, out var stored))
            {
                stored = new StoredSeries();
                series.Add(labels, stored);
            }

            stored.Samples[timestamp.Value] = value;
            stored.Histograms.Remove(timestamp.Value);
            if (histogram is not null)
            {
                stored.Histograms.Add(timestamp.Value, histogram);
            }
        }
    }

    /// <summary>Adds one sample each <paramref name="stepMs"/> from <paramref name="startMs"/> on.</summary>
    public void AddAll(Labels labels, long startMs, long stepMs, IEnumerable<double> values)
    {
        var time = startMs;
        foreach (var value in values)
        {
            Add(labels, new TimestampMs(time), value);
            time += stepMs;
        }
    }

    /// <summary>Removes everything; open readers keep what they see.</summary>
    public void Clear()
    {
        lock (seriesLock)
        {
            series.Clear();
        }
    }

    /// <inheritdoc/>
    public ISeriesReader Open(TimestampMs from, TimestampMs through)
    {
        lock (seriesLock)
        {
            var seen = series
                .Where(entry => entry.Value.Samples.Keys.Any(time => time >= from.Value && time <= through.Value))
                .Select(entry => new MemorySeries(this, entry.Key, entry.Value, from.Value, through.Value))
                .ToList();
            return new Reader(seen);
        }
    }

    private sealed class StoredSeries
    {
        internal SortedList<long, double> Samples { get; } = [];

        internal Dictionary<long, NativeHistogram> Histograms { get; } = [];
    }

    private sealed class Reader(List<MemorySeries> seen) : ISeriesReader
    {
        public IReadOnlyList<ISelectedSeries> Select(
            IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return seen.Where(one => matchers.All(matcher => matcher.Matches(one.Labels))).ToList();
        }

        public IReadOnlyList<string> LabelNames(
            IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken) =>
            Select(matchers, cancellationToken).SelectMany(one => one.Labels.ToPairs()).Select(pair => pair.Key)
                .Distinct().Order(StringComparer.Ordinal).ToList();

        public IReadOnlyList<string> LabelValues(
            string name, IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken) =>
            Select(matchers, cancellationToken).Select(one => one.Labels.Get(name)).Where(value => value.Length > 0)
                .Distinct().OrderBy(value => Encoding.UTF8.GetBytes(value), Utf8Order).ToList();

        public void Dispose()
        {
        }

        private static readonly Comparer<byte[]> Utf8Order =
            Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));
    }

    private sealed class MemorySeries : ISelectedSeries
    {
        private readonly MemorySeriesSource owner;
        private readonly long[] times;
        private readonly double[] values;
        private readonly NativeHistogram?[] histograms;

        internal MemorySeries(
            MemorySeriesSource owner, Labels labels, StoredSeries stored, long from, long through)
        {
            this.owner = owner;
            Labels = labels;
            var inside = stored.Samples.Where(sample => sample.Key >= from && sample.Key <= through).ToList();
            times = inside.Select(sample => sample.Key).ToArray();
            values = inside.Select(sample => sample.Value).ToArray();
            histograms = stored.Histograms.Count == 0
                ? []
                : times.Select(time => stored.Histograms.GetValueOrDefault(time)).ToArray();
        }

        public Labels Labels { get; }

        public void Read(TimestampMs from, TimestampMs through, SampleColumns destination)
        {
            Interlocked.Increment(ref owner.readCount);
            var first = FirstNotBefore(from.Value);
            var end = through.Value == long.MaxValue ? times.Length : FirstNotBefore(through.Value + 1);
            if (histograms.Length == 0 && end > first)
            {
                destination.Reserve(end - first, out var timesFree, out var valuesFree);
                times.AsSpan(first, end - first).CopyTo(timesFree);
                values.AsSpan(first, end - first).CopyTo(valuesFree);
                destination.Advance(end - first);
            }

            for (var index = first; index < end && histograms.Length > 0; index++)
            {
                if (histograms[index] is { } histogram)
                {
                    destination.Add(times[index], histogram);
                }
                else
                {
                    destination.Add(times[index], values[index]);
                }
            }
        }

        private int FirstNotBefore(long time)
        {
            var index = Array.BinarySearch(times, time);
            return index < 0 ? ~index : index;
        }
    }
}
