using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Compatibility.Tests.Remote;

/// <summary>
/// A store as lenient as the one of the original's test: floats and histograms of a series are kept apart, and only
/// what the row's description names is refused.
/// </summary>
internal sealed class AcceptingStore(string description) : ISampleStore, ISampleAppender
{
    private readonly Dictionary<SeriesRef, long> floats = [];
    private readonly Dictionary<SeriesRef, long> histograms = [];

    internal List<Labels> Series { get; } = [];

    public ISampleAppender Appender() => this;

    public SeriesRef Resolve(ReadOnlySpan<byte> canonicalLabels, ulong hash)
    {
        Series.Add(Labels.FromCanonical(canonicalLabels));
        return new SeriesRef(hash | 1);
    }

    public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, double value) =>
        Judge(floats, series, timestamp);

    public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, NativeHistogram histogram) =>
        Judge(histograms, series, timestamp);

    public AppendOutcome AppendExemplar(SeriesRef series, Exemplar exemplar) => AppendOutcome.Appended;

    public void Commit()
    {
        if (description.Contains("Internal sample append error", StringComparison.Ordinal))
        {
            throw new StorageFailureException("some sample internal append error", "wal", -1, "");
        }
    }

    public void Dispose()
    {
    }

    private static AppendOutcome Judge(Dictionary<SeriesRef, long> last, SeriesRef series, TimestampMs time)
    {
        if (last.TryGetValue(series, out var before) && time.Value <= before)
        {
            return time.Value < before ? AppendOutcome.OutOfOrder : AppendOutcome.DuplicateTimestamp;
        }

        last[series] = time.Value;
        return AppendOutcome.Appended;
    }
}
