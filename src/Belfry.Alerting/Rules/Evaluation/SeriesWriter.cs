using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>Writes what a rule gave, and stale markers for what it gave before and does not give any more.</summary>
internal sealed class SeriesWriter(ISampleStore store)
{
    /// <summary>
    /// Writes and commits one batch. Returns the series that were written, and the last refusal in Prometheus's words,
    /// or null.
    /// </summary>
    /// <exception cref="StorageFailureException">The batch could not be made durable; nothing of it is
    /// stored.</exception>
    public HashSet<Labels> Write(
        IReadOnlyList<EvaluatedSample> samples,
        IReadOnlySet<Labels> previous,
        TimestampMs time,
        out string? refusal,
        out int refusedCount)
    {
        refusal = null;
        refusedCount = 0;
        var written = new HashSet<Labels>(samples.Count);
        if (samples.Count == 0 && previous.Count == 0)
        {
            return written;
        }

        using var appender = store.Appender();
        foreach (var sample in samples)
        {
            var defect = sample.Histogram?.FindDefect();
            var outcome = defect is null ? Append(appender, sample, time) : default;
            if (outcome == AppendOutcome.Appended)
            {
                written.Add(sample.Labels);
                continue;
            }

            refusal = defect ?? Describe(outcome);
            refusedCount++;
        }

        foreach (var gone in previous)
        {
            if (!written.Contains(gone))
            {
                // Refused when another rule writes the series now: then it has not ended.
                Append(appender, new EvaluatedSample(gone, StaleMarker.Value), time);
            }
        }

        appender.Commit();
        return written;
    }

    private static AppendOutcome Append(ISampleAppender appender, EvaluatedSample sample, TimestampMs time)
    {
        var reference = appender.Resolve(sample.Labels.Canonical, sample.Labels.Hash);
        return reference.IsNone ? AppendOutcome.LimitReached
            : sample.Histogram is { } histogram ? appender.Append(reference, time, histogram)
            : appender.Append(reference, time, sample.Value);
    }

    private static string Describe(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.OutOfOrder => "out of order sample",
        AppendOutcome.TooOld => "too old sample",
        AppendOutcome.OutOfBounds => "out of bounds",
        AppendOutcome.DuplicateTimestamp => "duplicate sample for timestamp",
        AppendOutcome.LimitReached => "a limit of series or labels was reached",
        _ => "unknown series",
    };
}
