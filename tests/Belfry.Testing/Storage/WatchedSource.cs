using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Testing.Storage;

/// <summary>
/// A store in which a test makes things happen while samples are read. Thread-safe as far as what happens is.
/// </summary>
/// <param name="inner">Where the samples are.</param>
public sealed class WatchedSource(ISeriesSource inner) : ISeriesSource
{
    private int readCount;

    /// <summary>What happens before each read of a series; samples may be added in front of its own.</summary>
    public Action<Labels, SampleColumns>? BeforeRead { get; init; }

    /// <summary>What happens once, after the next read.</summary>
    public Action? AfterNextRead { get; set; }

    /// <summary>How often samples of a series were read.</summary>
    public int ReadCount => Volatile.Read(ref readCount);

    /// <inheritdoc/>
    public IChangeRecord? Changes => inner.Changes;

    /// <inheritdoc/>
    public ISeriesReader Open(TimestampMs from, TimestampMs through) => new Reader(this, inner.Open(from, through));

    private sealed class Reader(WatchedSource source, ISeriesReader inner) : ISeriesReader
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

    private sealed class Series(WatchedSource source, ISelectedSeries inner) : ISelectedSeries
    {
        public Labels Labels => inner.Labels;

        public void Read(TimestampMs from, TimestampMs through, SampleColumns destination)
        {
            source.BeforeRead?.Invoke(Labels, destination);
            Interlocked.Increment(ref source.readCount);
            inner.Read(from, through, destination);
            var happens = source.AfterNextRead;
            source.AfterNextRead = null;
            happens?.Invoke();
        }
    }
}
