using Belfry.Model;
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
            var outcome = Append(appender, sample.Labels, time, sample.Value);
            if (outcome == AppendOutcome.Appended)
            {
                written.Add(sample.Labels);
                continue;
            }

            refusal = Describe(outcome);
            refusedCount++;
        }

        foreach (var gone in previous)
        {
            if (!written.Contains(gone))
            {
                // Refused when another rule writes the series now: then it has not ended.
                Append(appender, gone, time, StaleMarker.Value);
            }
        }

        appender.Commit();
        return written;
    }

    private static AppendOutcome Append(ISampleAppender appender, Labels series, TimestampMs time, double value)
    {
        var reference = appender.Resolve(series.Canonical, series.Hash);
        return reference.IsNone ? AppendOutcome.LimitReached : appender.Append(reference, time, value);
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
