using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Tests.Answers;

/// <summary>A store in which something happens whenever samples of a series have been read.</summary>
internal sealed class BusySource(ISeriesSource inner) : ISeriesSource
{
    private int readCount;

    internal Action? HappensNext { get; set; }

    /// <summary>How often samples of a series were read.</summary>
    internal int ReadCount => Volatile.Read(ref readCount);

    public IChangeRecord? Changes => inner.Changes;

    public ISeriesReader Open(TimestampMs from, TimestampMs through) => new Reader(this, inner.Open(from, through));

    private sealed class Reader(BusySource source, ISeriesReader inner) : ISeriesReader
    {
        public IReadOnlyList<ISelectedSeries> Select(
            IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken) =>
            [.. inner.Select(matchers, cancellationToken).Select(one => new Series(source, one))];

        public IReadOnlyList<string> LabelNames(
            IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken) =>
            inner.LabelNames(matchers, cancellationToken);

        public IReadOnlyList<string> LabelValues(
            string name, IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken) =>
            inner.LabelValues(name, matchers, cancellationToken);

        public void Dispose() => inner.Dispose();
    }

    private sealed class Series(BusySource source, ISelectedSeries inner) : ISelectedSeries
    {
        public Labels Labels => inner.Labels;

        public void Read(TimestampMs from, TimestampMs through, SampleColumns destination)
        {
            Interlocked.Increment(ref source.readCount);
            inner.Read(from, through, destination);
            var happens = source.HappensNext;
            source.HappensNext = null;
            happens?.Invoke();
        }
    }
}
