using Belfry.Ingestion.Exemplars;
using Belfry.Platform.Telemetry;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Push;

/// <summary>What remote write counts. Thread-safe.</summary>
internal sealed class RemoteWriteCounters
{
    private readonly Counter[] requestsByStatus;
    private readonly Counter[] rejectedByOutcome;
    private readonly Counter samplesWritten;
    private readonly Counter samplesInvalid;
    private readonly Counter withoutMetadata;
    private readonly Counter histogramsWritten;
    private readonly Counter histogramsInvalid;
    private readonly Counter[] exemplarsByOutcome;
    private readonly Counter seriesKnown;
    private readonly Counter seriesResolved;
    private readonly Gauge cacheSizeBytes;

    internal RemoteWriteCounters(MetricRegistry registry)
    {
        var requests = registry.Counter(
            "belfry_remote_write_requests_total", "Remote-write requests by what became of them.", "status");
        requestsByStatus = [.. Enum.GetValues<RemoteWriteStatus>().Select(status => requests.With(Word(status)))];
        var rejected = registry.Counter(
            "belfry_remote_write_rejected_samples_total", "Samples that the store refused, by reason.", "reason");
        rejectedByOutcome = [.. Enum.GetValues<AppendOutcome>().Select(outcome => rejected.With(Word(outcome)))];
        withoutMetadata = registry.Counter(
            "prometheus_api_remote_write_without_metadata_appended_samples_total",
            "The total number of received remote write samples (and histogram samples) that were ingested without "
            + "corresponding metadata.").With();
        samplesWritten = registry.Counter(
            "belfry_remote_write_samples_written_total", "Samples that were stored.").With();
        samplesInvalid = registry.Counter(
            "prometheus_api_remote_write_invalid_labels_samples_total",
            "The total number of received remote write samples and histogram samples which were rejected due to "
            + "invalid labels.").With();
        histogramsWritten = registry.Counter(
            "belfry_remote_write_histograms_written_total", "Native histograms that were stored.").With();
        histogramsInvalid = registry.Counter(
            "belfry_remote_write_invalid_histograms_total", "Native histograms that are not valid.").With();
        var exemplars = registry.Counter(
            "belfry_remote_write_exemplars_total", "Exemplars by what became of them.", "outcome");
        exemplarsByOutcome =
            [.. Enum.GetValues<ExemplarOutcome>().Select(outcome => exemplars.With(Word(outcome)))];
        var series = registry.Counter(
            "belfry_remote_write_series_total",
            "Series in requests, by whether their labels were known as they were written or had to be resolved.",
            "labels");
        seriesKnown = series.With("known");
        seriesResolved = series.With("resolved");
        cacheSizeBytes = registry.Gauge(
            "belfry_remote_write_series_cache_bytes", "The memory in which known labels are kept.").With();
    }

    internal void Rejected(AppendOutcome outcome) => rejectedByOutcome[(int)outcome].Increment();

    internal void InvalidHistogram() => histogramsInvalid.Increment();

    internal void Exemplar(ExemplarOutcome outcome) => exemplarsByOutcome[(int)outcome].Increment();

    internal void InvalidLabels(int sampleCount) => samplesInvalid.Increment(sampleCount);

    internal void Series(int known, int resolved, long cacheBytes)
    {
        seriesKnown.Increment(known);
        if (resolved > 0)
        {
            seriesResolved.Increment(resolved);
            cacheSizeBytes.Set(cacheBytes);
        }
    }

    internal void Request(in RemoteWriteOutcome outcome, int samplesWithoutMetadata)
    {
        requestsByStatus[(int)outcome.Status].Increment();
        samplesWritten.Increment(outcome.SamplesWritten);
        histogramsWritten.Increment(outcome.HistogramsWritten);
        withoutMetadata.Increment(samplesWithoutMetadata);
    }

    private static string Word(RemoteWriteStatus status) => status switch
    {
        RemoteWriteStatus.Accepted => "accepted",
        RemoteWriteStatus.Rejected => "rejected",
        _ => "storage_failed",
    };

    private static string Word(ExemplarOutcome outcome) => outcome switch
    {
        ExemplarOutcome.Taken => "taken",
        ExemplarOutcome.OutOfOrder => "out_of_order",
        ExemplarOutcome.LabelsTooLong => "labels_too_long",
        ExemplarOutcome.OutOfBounds => "out_of_bounds",
        _ => "unknown_series",
    };

    private static string Word(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.OutOfOrder => "out_of_order",
        AppendOutcome.TooOld => "too_old",
        AppendOutcome.DuplicateTimestamp => "duplicate_timestamp",
        AppendOutcome.OutOfBounds => "out_of_bounds",
        _ => "limit_reached",
    };
}
