using Belfry.Encoding.Remote;
using Belfry.Ingestion.Exemplars;
using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Push;

/// <summary>
/// Takes the series of one remote write 2.0 request into a batch, which the caller commits. Allocates nothing for
/// samples that are appended. Semantics: prometheus <c>storage/remote/write_handler.go</c>.
/// </summary>
internal ref struct RequestIntakeV2
{
    private readonly ISampleAppender appender;
    private readonly RemoteWriteScratch scratch;
    private readonly RemoteLabels labels;
    private readonly RequestTally tally;
    private readonly RemoteWriteCounters counters;
    private readonly RemoteMetadata metadata;
    private readonly TimestampMs latest;
    private WriteRequestV2Reader reader;

    /// <param name="message">The decompressed request.</param>
    /// <param name="appender">An empty batch.</param>
    /// <param name="scratch">Used until the intake is done; its tally says what became of the request.</param>
    /// <param name="counters">Where refusals are counted.</param>
    /// <param name="metadata">Hears what the request says about metrics.</param>
    /// <param name="options">How requests are read.</param>
    /// <param name="latest">Samples behind this time are refused.</param>
    internal RequestIntakeV2(
        ReadOnlySpan<byte> message,
        ISampleAppender appender,
        RemoteWriteScratch scratch,
        RemoteWriteCounters counters,
        RemoteMetadata metadata,
        RemoteWriteOptions options,
        TimestampMs latest)
    {
        this.appender = appender;
        this.scratch = scratch;
        labels = scratch.Labels;
        tally = scratch.Tally;
        this.counters = counters;
        this.metadata = metadata;
        this.latest = latest;
        reader = new WriteRequestV2Reader(message, scratch.Symbols, labels, options.AddsTypeAndUnitLabels);
    }

    /// <summary>Why the request is damaged; null when it is not.</summary>
    internal string? Error { get; private set; }

    /// <summary>Series whose labels were resolved.</summary>
    internal int SeriesResolved { get; private set; }

    internal void Run()
    {
        while (Error is null && reader.ReadSeries())
        {
            if (reader.Problem is { } problem)
            {
                tally.RejectSeries(problem, reader.SampleCount + reader.HistogramCount);
                continue;
            }

            SeriesResolved++;
            var canonical = labels.Canonical;
            var series = appender.Resolve(canonical, XxHash64.Hash(canonical));
            NoteMetadata(canonical);
            var before = tally.SamplesWritten + tally.HistogramsWritten;
            AppendSamples(series);
            if (reader.HistogramCount + reader.ExemplarCount > 0)
            {
                AppendHistograms(series);
                AppendExemplars(series);
            }

            var written = tally.SamplesWritten + tally.HistogramsWritten - before;
            tally.WithoutMetadata += reader.HasMetadata ? 0 : written;
        }

        Error ??= reader.Error;
    }

    private readonly void NoteMetadata(ReadOnlySpan<byte> canonical)
    {
        if (reader.HasMetadata)
        {
            var name = LabelsReader.Find(canonical, LabelNames.MetricNameUtf8);
            metadata.Set(RemoteMetadata.FamilyOf(name, reader.Type), reader.Type, reader.Help, reader.Unit);
        }
    }

    private void AppendSamples(SeriesRef series)
    {
        var written = 0;
        while (reader.ReadSample(out var sample))
        {
            var outcome = sample.Timestamp > latest
                ? AppendOutcome.OutOfBounds
                : appender.Append(series, sample.Timestamp, sample.Value);
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

    private void AppendHistograms(SeriesRef series)
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

            var outcome = timestamp > latest
                ? AppendOutcome.OutOfBounds
                : appender.Append(series, timestamp, histogram!);
            if (outcome == AppendOutcome.Appended)
            {
                tally.HistogramsWritten++;
            }
            else
            {
                Refuse(outcome, timestamp > latest);
            }
        }

        Error = sent.Error;
    }

    private void AppendExemplars(SeriesRef series)
    {
        var messages = reader.Exemplars;
        while (Error is null && messages.Next(out var message))
        {
            if (!reader.TryReadExemplar(message, scratch.ExemplarLabels, out var exemplar, out var problem))
            {
                Error = reader.Error;
                if (problem is not null)
                {
                    tally.AddProblem(tally.WantsText
                        ? $"parsing exemplar for series {labels.Text()}: {problem}"
                        : "");
                }

                continue;
            }

            var outcome = ExemplarIntake.Append(appender, series, exemplar, latest);
            counters.Exemplar(outcome);
            tally.ExemplarsWritten += outcome == ExemplarOutcome.Taken ? 1 : 0;
            if (outcome == ExemplarOutcome.OutOfOrder)
            {
                Tell("out of order exemplar");
            }
        }

        Error ??= messages.Error;
    }

    private readonly void Refuse(AppendOutcome outcome, bool isAhead)
    {
        tally.Reject(outcome);
        Tell(isAhead ? AppendComplaints.TooFarAhead : AppendComplaints.Of(outcome));
    }

    private readonly void Tell(string complaint) =>
        tally.AddProblem(tally.WantsText ? $"{complaint} for series {labels.Text()}" : "");
}
