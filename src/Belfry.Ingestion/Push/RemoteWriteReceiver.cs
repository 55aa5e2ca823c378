using System.Buffers;
using System.Collections.Concurrent;
using Belfry.Encoding.Remote;
using Belfry.Encoding.Snappy;
using Belfry.Model;
using Belfry.Platform.Telemetry;
using Belfry.Platform.Time;
using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Ingestion.Push;

/// <summary>
/// Takes remote write 1.0 requests. One request is one batch: when it is answered as accepted, all of it is durable.
/// What is refused of a request does not keep the rest from being stored. Thread-safe.
/// </summary>
public sealed partial class RemoteWriteReceiver
{
    /// <summary>Larger requests, decompressed, are refused.</summary>
    public const int DecodedLengthBytesMax = 32 << 20;

    // Samples further ahead than this are taken for a sender with a wrong clock.
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(10);

    private readonly ISampleStore store;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly ConcurrentBag<RemoteWriteScratch> scratches = [];

    private readonly CounterFamily requests;
    private readonly Counter samplesWritten;
    private readonly Counter samplesInvalid;
    private readonly CounterFamily samplesRejected;
    private readonly Counter histogramsLeftOut;
    private readonly Counter exemplarsLeftOut;

    /// <summary>A receiver that writes to <paramref name="store"/> and counts in <paramref name="registry"/>.</summary>
    public RemoteWriteReceiver(
        ISampleStore store, TimeProvider clock, MetricRegistry registry, ILogger<RemoteWriteReceiver> logger)
    {
        this.store = store;
        this.clock = clock;
        this.logger = logger;
        requests = registry.Counter(
            "belfry_remote_write_requests_total", "Remote-write requests by what became of them.", "status");
        samplesWritten = registry.Counter(
            "prometheus_api_remote_write_without_metadata_appended_samples_total",
            "The total number of received remote write samples (and histogram samples) that were ingested without "
            + "corresponding metadata.").With();
        samplesInvalid = registry.Counter(
            "prometheus_api_remote_write_invalid_labels_samples_total",
            "The total number of received remote write samples and histogram samples which were rejected due to "
            + "invalid labels.").With();
        samplesRejected = registry.Counter(
            "belfry_remote_write_rejected_samples_total", "Samples that the store refused, by reason.", "reason");
        histogramsLeftOut = registry.Counter(
            "belfry_remote_write_histograms_left_out_total", "Native histograms that were not stored.").With();
        exemplarsLeftOut = registry.Counter(
            "belfry_remote_write_exemplars_left_out_total", "Exemplars that were not stored.").With();
    }

    /// <summary>
    /// Stores a request. Blocks while the store writes. A retry of an accepted request is harmless: equal samples are
    /// taken again.
    /// </summary>
    /// <param name="snappyBody">A Snappy block of a <c>prometheus.WriteRequest</c>; not used after the call.</param>
    public RemoteWriteOutcome Write(ReadOnlySequence<byte> snappyBody)
    {
        if (snappyBody.IsSingleSegment)
        {
            return Write(snappyBody.FirstSpan);
        }

        var length = checked((int)snappyBody.Length);
        var joined = ArrayPool<byte>.Shared.Rent(length);
        snappyBody.CopyTo(joined);
        var outcome = Write(joined.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(joined);
        return outcome;
    }

    /// <summary>Stores a request; see the other overload.</summary>
    public RemoteWriteOutcome Write(ReadOnlySpan<byte> snappyBody)
    {
        if (!scratches.TryTake(out var scratch))
        {
            scratch = new RemoteWriteScratch();
        }

        var outcome = WriteWith(scratch, snappyBody);
        scratch.Trim();
        scratches.Add(scratch);
        Count(outcome);
        return outcome;
    }

    private static RemoteWriteOutcome Damaged(string message) =>
        new(RemoteWriteStatus.Rejected, message, 0, 0, 0, 0);

    private RemoteWriteOutcome WriteWith(RemoteWriteScratch scratch, ReadOnlySpan<byte> snappyBody)
    {
        if (!SnappyBlock.TryReadLength(snappyBody, out var length, out _))
        {
            return Damaged("snappy: corrupt input");
        }

        if (length > DecodedLengthBytesMax)
        {
            return Damaged("snappy: decoded block is too large");
        }

        var message = scratch.Decoded((int)length);
        if (!SnappyBlock.TryDecode(snappyBody, message))
        {
            return Damaged("snappy: corrupt input");
        }

        try
        {
            return Store(message, scratch.Labels);
        }
        catch (StorageFailureException exception)
        {
            LogStorageFailed(logger, exception);
            return new RemoteWriteOutcome(RemoteWriteStatus.StorageFailed, exception.Message, 0, 0, 0, 0);
        }
    }

    private RemoteWriteOutcome Store(ReadOnlySpan<byte> message, RemoteLabels labels)
    {
        using var appender = store.Appender();
        var latest = clock.NowMs() + AheadMax;
        var reader = new WriteRequestReader(message, labels);
        var written = 0;
        var rejected = 0;
        string? problem = null;
        while (reader.ReadSeries())
        {
            if (labels.Problem is not null)
            {
                problem ??= labels.Problem;
                rejected += reader.SampleCount;
                samplesInvalid.Increment(reader.SampleCount);
                continue;
            }

            var canonical = labels.Canonical;
            var series = appender.Resolve(canonical, XxHash64.Hash(canonical));
            while (reader.ReadSample(out var sample))
            {
                var outcome = sample.Timestamp > latest
                    ? AppendOutcome.OutOfBounds
                    : appender.Append(series, sample.Timestamp, sample.Value);
                if (outcome == AppendOutcome.Appended)
                {
                    written++;
                    continue;
                }

                rejected++;
                samplesRejected.With(Reason(outcome)).Increment();
                problem ??= $"{Complaint(outcome, sample.Timestamp > latest)} for series {labels.Text()}";
            }
        }

        if (reader.Error is not null)
        {
            // Nothing of a damaged request is stored: it may be cut anywhere.
            return Damaged(reader.Error);
        }

        appender.Commit();
        var status = problem is null ? RemoteWriteStatus.Accepted : RemoteWriteStatus.Rejected;
        return new RemoteWriteOutcome(
            status, problem ?? "", written, rejected, reader.HistogramCount, reader.ExemplarCount);
    }

    private static string Complaint(AppendOutcome outcome, bool isAhead) => outcome switch
    {
        AppendOutcome.OutOfOrder => "out of order sample",
        AppendOutcome.TooOld => "too old sample",
        AppendOutcome.DuplicateTimestamp => "duplicate sample for timestamp",
        AppendOutcome.OutOfBounds when isAhead => "out of bounds: timestamp is too far in the future",
        AppendOutcome.OutOfBounds => "out of bounds",
        _ => "series limit reached",
    };

    private static string Reason(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.OutOfOrder => "out_of_order",
        AppendOutcome.TooOld => "too_old",
        AppendOutcome.DuplicateTimestamp => "duplicate_timestamp",
        AppendOutcome.OutOfBounds => "out_of_bounds",
        _ => "limit_reached",
    };

    private void Count(in RemoteWriteOutcome outcome)
    {
        requests.With(outcome.Status switch
        {
            RemoteWriteStatus.Accepted => "accepted",
            RemoteWriteStatus.Rejected => "rejected",
            _ => "storage_failed",
        }).Increment();
        samplesWritten.Increment(outcome.SamplesWritten);
        histogramsLeftOut.Increment(outcome.HistogramsLeftOut);
        exemplarsLeftOut.Increment(outcome.ExemplarsLeftOut);
        if (outcome.Status == RemoteWriteStatus.Rejected)
        {
            LogRejected(logger, outcome.SamplesRejected, outcome.Message);
        }
    }
}
