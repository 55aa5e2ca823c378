using Belfry.Encoding.Remote;
using Belfry.Ingestion.Exemplars;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Push;

/// <summary>
/// Takes the series of one remote write 1.0 request into a batch, which the caller commits. Allocates nothing for
/// samples that are appended; a native histogram and an exemplar are objects that the store keeps.
/// </summary>
internal ref struct RequestIntake
{
    private readonly ISampleAppender appender;
    private readonly RemoteWriteScratch scratch;
    private readonly RemoteLabels labels;
    private readonly SeriesCacheCursor cursor;
    private readonly RequestTally tally;
    private readonly RemoteWriteCounters counters;
    private readonly TimestampMs latest;
    private WriteRequestReader reader;

    /// <param name="message">The decompressed request.</param>
    /// <param name="appender">An empty batch.</param>
    /// <param name="scratch">Used until the intake is done; its tally says what became of the request.</param>
    /// <param name="counters">Where refusals are counted.</param>
    /// <param name="latest">Samples behind this time are refused.</param>
    internal RequestIntake(
        ReadOnlySpan<byte> message,
        ISampleAppender appender,
        RemoteWriteScratch scratch,
        RemoteWriteCounters counters,
        TimestampMs latest)
    {
        this.appender = appender;
        this.scratch = scratch;
        labels = scratch.Labels;
        cursor = scratch.Cursor;
        tally = scratch.Tally;
        this.counters = counters;
        this.latest = latest;
        reader = new WriteRequestReader(message, labels);
    }

    /// <summary>Why the request is damaged; null when it is not.</summary>
    internal string? Error { get; private set; }

    /// <summary>Series whose label bytes were known.</summary>
    internal int SeriesKnown { get; private set; }

    /// <summary>Series whose labels were read and resolved.</summary>
    internal int SeriesResolved { get; private set; }

    /// <summary>Metadata entries in the request.</summary>
    internal readonly int MetadataCount => reader.MetadataCount;

    internal void Run()
    {
        cursor.Begin();
        while (Error is null && reader.ReadSeries())
        {
            if (TryKnown(out var series) || TryResolve(out series))
            {
                AppendSamples(ref series);
                if (reader.HistogramCount + reader.ExemplarCount > 0)
                {
                    AppendHistograms(ref series);
                    AppendExemplars(ref series);
                }
            }
        }

        Error ??= reader.Error;
    }

    // The cheap way: the bytes of the labels are those of the series that came next the last time.
    private bool TryKnown(out SeriesRef series)
    {
        if (!cursor.TryNext(reader.Series, out series, out var lengthBytes) || !reader.TrySkipLabels(lengthBytes))
        {
            return false;
        }

        cursor.Accept();
        SeriesKnown++;
        return true;
    }

    // By the bytes of the labels, and else by what they say. False when the labels are not valid, or damaged.
    private bool TryResolve(out SeriesRef series)
    {
        var lengthBytes = reader.MeasureLabels();
        if (!reader.TrySkipLabels(lengthBytes))
        {
            // Labels behind samples, say: legal, but nobody does it.
            cursor.Forget();
            return TryReadLabels(out series);
        }

        var bytes = reader.Series[..lengthBytes];
        var hash = XxHash64.Hash(bytes);
        if (cursor.TryFind(bytes, hash, out series))
        {
            SeriesKnown++;
            return true;
        }

        if (!TryReadLabels(out series))
        {
            cursor.Forget();
            return false;
        }

        cursor.Add(bytes, hash, series);
        return true;
    }

    private bool TryReadLabels(out SeriesRef series)
    {
        series = default;
        if (!reader.ReadLabels())
        {
            return false;
        }

        if (labels.Problem is not null)
        {
            tally.RejectSeries(labels.Problem, reader.SampleCount + reader.HistogramCount);
            return false;
        }

        SeriesResolved++;
        var canonical = labels.Canonical;
        series = appender.Resolve(canonical, XxHash64.Hash(canonical));
        return true;
    }

    private void AppendSamples(ref SeriesRef series)
    {
        var written = 0;
        while (reader.ReadSample(out var sample))
        {
            var outcome = sample.Timestamp > latest
                ? AppendOutcome.OutOfBounds
                : appender.Append(series, sample.Timestamp, sample.Value);
            if (outcome == AppendOutcome.UnknownSeries && TryRenew(ref series))
            {
                outcome = appender.Append(series, sample.Timestamp, sample.Value);
            }

            if (outcome == AppendOutcome.Appended)
            {
                written++;
            }
            else
            {
                Refuse(outcome, sample.Timestamp > latest);
            }
        }

        tally.SamplesWritten += written;
    }

    private void AppendHistograms(ref SeriesRef series)
    {
        var sent = new SentHistograms(reader.Histograms);
        while (sent.Next(out var histogram, out var timestamp, out var defect))
        {
            if (defect is not null)
            {
                tally.RejectInvalidHistogram();
                Tell(defect);
                continue;
            }

            Append(ref series, timestamp, histogram!);
        }

        Error = sent.Error;
    }

    private void Append(ref SeriesRef series, TimestampMs timestamp, NativeHistogram histogram)
    {
        var outcome = timestamp > latest
            ? AppendOutcome.OutOfBounds
            : appender.Append(series, timestamp, histogram);
        if (outcome == AppendOutcome.UnknownSeries && TryRenew(ref series))
        {
            outcome = appender.Append(series, timestamp, histogram);
        }

        if (outcome == AppendOutcome.Appended)
        {
            tally.HistogramsWritten++;
        }
        else
        {
            Refuse(outcome, timestamp > latest);
        }
    }

    // What is wrong with an exemplar never fails a request, as with the original.
    private void AppendExemplars(ref SeriesRef series)
    {
        var messages = reader.Exemplars;
        while (Error is null && messages.Next(out var message))
        {
            if (!RemoteExemplar.TryRead(message, scratch.ExemplarLabels, out var exemplar, out var error))
            {
                Error = error;
                return;
            }

            var outcome = ExemplarIntake.Append(appender, series, exemplar, latest);
            if (outcome == ExemplarOutcome.UnknownSeries && TryRenew(ref series))
            {
                outcome = ExemplarIntake.Append(appender, series, exemplar, latest);
            }

            tally.ExemplarsWritten += outcome == ExemplarOutcome.Taken ? 1 : 0;
            counters.Exemplar(outcome);
        }

        Error ??= messages.Error;
    }

    // The series went since its reference was kept; its labels make it again.
    private bool TryRenew(ref SeriesRef series)
    {
        if (series.IsNone || !TryReadLabels(out series) || series.IsNone)
        {
            return false;
        }

        cursor.Replace(series);
        return true;
    }

    private void Refuse(AppendOutcome outcome, bool isAhead)
    {
        tally.Reject(outcome);
        Tell(isAhead ? AppendComplaints.TooFarAhead : AppendComplaints.Of(outcome));
    }

    // Only the first problem is told, and only its text is made.
    private void Tell(string complaint)
    {
        var text = tally.ProblemCount == 0 && reader.ReadLabels() ? $"{complaint} for series {labels.Text()}" : "";
        tally.AddProblem(text);
    }
}
