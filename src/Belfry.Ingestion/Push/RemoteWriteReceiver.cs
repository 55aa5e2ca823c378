using System.Buffers;
using System.Collections.Concurrent;
using Belfry.Encoding.Snappy;
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

    private readonly RemoteWriteCounters counters;
    private readonly SeriesCache cache;

    /// <summary>A receiver that writes to <paramref name="store"/> and counts in <paramref name="registry"/>.</summary>
    public RemoteWriteReceiver(
        ISampleStore store, TimeProvider clock, MetricRegistry registry, ILogger<RemoteWriteReceiver> logger)
    {
        this.store = store;
        this.clock = clock;
        this.logger = logger;
        counters = new RemoteWriteCounters(registry);
        cache = new SeriesCache(clock);
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
            scratch = new RemoteWriteScratch(cache);
        }

        var outcome = WriteWith(scratch, snappyBody);
        scratch.Trim();
        scratches.Add(scratch);
        counters.Request(outcome);
        if (outcome.Status == RemoteWriteStatus.Rejected)
        {
            LogRejected(logger, outcome.SamplesRejected, outcome.Message);
        }

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
            return Store(message, scratch);
        }
        catch (StorageFailureException exception)
        {
            LogStorageFailed(logger, exception);
            return new RemoteWriteOutcome(RemoteWriteStatus.StorageFailed, exception.Message, 0, 0, 0, 0);
        }
    }

    private RemoteWriteOutcome Store(ReadOnlySpan<byte> message, RemoteWriteScratch scratch)
    {
        using var appender = store.Appender();
        var intake = new RequestIntake(message, appender, scratch, counters, clock.NowMs() + AheadMax);
        intake.Run();
        counters.Series(intake.SeriesKnown, intake.SeriesResolved, cache.SizeBytes);
        if (intake.Error is not null)
        {
            // Nothing of a damaged request is stored: it may be cut anywhere.
            return Damaged(intake.Error);
        }

        appender.Commit();
        return new RemoteWriteOutcome(
            intake.Problem is null ? RemoteWriteStatus.Accepted : RemoteWriteStatus.Rejected,
            intake.Problem ?? "",
            intake.Written,
            intake.Rejected,
            intake.HistogramsLeftOut,
            intake.ExemplarsLeftOut);
    }
}
