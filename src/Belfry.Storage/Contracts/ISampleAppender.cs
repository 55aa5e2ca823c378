using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Storage.Contracts;

/// <summary>
/// One batch of samples: a scrape, a remote-write request, a rule evaluation. All of a committed batch is durable, or
/// none was acknowledged. Owned by one thread at a time; many appenders may work at once. Dispose without a commit
/// abandons the batch: its samples are never seen, though series it made may stay, empty.
/// </summary>
public interface ISampleAppender : IDisposable
{
    /// <summary>
    /// The series with these canonical labels (<see cref="Labels.Canonical"/>), made when there is none. The span is
    /// copied when it must be kept. Returns the none reference when a limit forbids a new series, or when the labels
    /// are empty. Safe to repeat.
    /// </summary>
    /// <param name="canonicalLabels">Trusted to be canonical: made by <see cref="LabelsBuilder"/>.</param>
    /// <param name="hash"><see cref="XxHash64"/> of the labels; trusted.</param>
    [HotPath]
    SeriesRef Resolve(ReadOnlySpan<byte> canonicalLabels, ulong hash);

    /// <summary>
    /// Adds a sample to the batch. Times of one series must rise within a batch. No allocation in steady state; never
    /// throws for what the sample is.
    /// </summary>
    [HotPath]
    AppendOutcome Append(SeriesRef series, TimestampMs timestamp, double value);

    /// <summary>
    /// Adds a native histogram to the batch, as <see cref="Append(SeriesRef, TimestampMs, double)"/> adds a float. It
    /// is trusted to be valid, and becomes the store's.
    /// </summary>
    AppendOutcome Append(SeriesRef series, TimestampMs timestamp, NativeHistogram histogram);

    /// <summary>
    /// Adds an exemplar to the batch. <see cref="AppendOutcome.OutOfOrder"/> when it is older than the newest exemplar
    /// of its series, <see cref="AppendOutcome.DuplicateTimestamp"/> when it is that one,
    /// <see cref="AppendOutcome.LimitReached"/> when exemplars are not kept at all.
    /// </summary>
    AppendOutcome AppendExemplar(SeriesRef series, Exemplar exemplar);

    /// <summary>
    /// Makes the batch durable and visible; when it returns, a killed process loses none of it. The appender is empty
    /// afterwards and can be used for the next batch.
    /// </summary>
    /// <exception cref="StorageFailureException">
    /// The journal could not be written. Nothing of the batch was acknowledged and nothing of it will be seen; the
    /// store lives on and a later commit may succeed.
    /// </exception>
    void Commit();
}
