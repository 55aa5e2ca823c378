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
/// Takes remote write requests, 1.0 and 2.0. One request is one batch: when it is answered as accepted, all of it is
/// durable. What is refused of a request does not keep the rest from being stored. Thread-safe.
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

    private readonly RemoteWriteOptions options;
    private readonly RemoteWriteCounters counters;
    private readonly SeriesCache cache;

    /// <summary>A receiver that writes to <paramref name="store"/> and counts in <paramref name="registry"/>.</summary>
    public RemoteWriteReceiver(
        ISampleStore store,
        TimeProvider clock,
        MetricRegistry registry,
        ILogger<RemoteWriteReceiver> logger,
        RemoteWriteOptions? options = null)
    {
        this.options = options ?? new RemoteWriteOptions();
        this.store = store;
        this.clock = clock;
        this.logger = logger;
        counters = new RemoteWriteCounters(registry);
        cache = new SeriesCache(clock);
        Metadata = new RemoteMetadata(registry);
    }

    /// <summary>The messages that are taken.</summary>
    public IReadOnlyList<RemoteWriteMessage> AcceptedMessages => options.AcceptedMessages;

    /// <summary>What senders said about their metrics.</summary>
    public RemoteMetadata Metadata { get; }

    /// <summary>
    /// Stores a request. Blocks while the store writes. A retry of an accepted request is harmless: equal samples are
    /// taken again.
    /// </summary>
    /// <param name="snappyBody">A Snappy block of the message; not used after the call.</param>
    /// <param name="message">Which message it is.</param>
    public RemoteWriteOutcome Write(
        ReadOnlySequence<byte> snappyBody, RemoteWriteMessage message = RemoteWriteMessage.V1)
    {
        if (snappyBody.IsSingleSegment)
        {
            return Write(snappyBody.FirstSpan, message);
        }

        var length = checked((int)snappyBody.Length);
        var joined = ArrayPool<byte>.Shared.Rent(length);
        snappyBody.CopyTo(joined);
        var outcome = Write(joined.AsSpan(0, length), message);
        ArrayPool<byte>.Shared.Return(joined);
        return outcome;
    }

    /// <summary>Stores a request; see the other overload.</summary>
    public RemoteWriteOutcome Write(
        ReadOnlySpan<byte> snappyBody, RemoteWriteMessage message = RemoteWriteMessage.V1)
    {
        if (!scratches.TryTake(out var scratch))
        {
            scratch = new RemoteWriteScratch(cache, counters);
        }

        scratch.Tally.Begin();
        var outcome = WriteWith(scratch, snappyBody, message);
        var isStored = outcome.SamplesWritten + outcome.HistogramsWritten > 0;
        counters.Request(outcome, isStored ? scratch.Tally.WithoutMetadata : 0);
        scratch.Trim();
        scratches.Add(scratch);
        if (outcome.Status == RemoteWriteStatus.Rejected)
        {
            LogRejected(logger, outcome.SamplesRejected, outcome.Message);
        }

        return outcome;
    }

    private static RemoteWriteOutcome Damaged(string message) =>
        new(RemoteWriteStatus.Rejected, message, 0, 0, 0, 0);

    private RemoteWriteOutcome WriteWith(
        RemoteWriteScratch scratch, ReadOnlySpan<byte> snappyBody, RemoteWriteMessage message)
    {
        if (!SnappyBlock.TryReadLength(snappyBody, out var length, out _))
        {
            return Damaged("snappy: corrupt input");
        }

        if (length > DecodedLengthBytesMax)
        {
            return Damaged("snappy: decoded block is too large");
        }

        var request = scratch.Decoded((int)length);
        if (!SnappyBlock.TryDecode(snappyBody, request))
        {
            return Damaged("snappy: corrupt input");
        }

        try
        {
            return Store(request, scratch, message);
        }
        catch (StorageFailureException exception)
        {
            LogStorageFailed(logger, exception);
            return new RemoteWriteOutcome(RemoteWriteStatus.StorageFailed, exception.Message, 0, 0, 0, 0);
        }
    }

    private RemoteWriteOutcome Store(
        ReadOnlySpan<byte> request, RemoteWriteScratch scratch, RemoteWriteMessage message)
    {
        using var appender = store.Appender();
        var latest = clock.NowMs() + AheadMax;
        var error = message == RemoteWriteMessage.V2
            ? TakeV2(request, appender, scratch, latest)
            : TakeV1(request, appender, scratch, latest);
        if (error is not null)
        {
            // Nothing of a damaged request is stored: it may be cut anywhere.
            return Damaged(error);
        }

        appender.Commit();
        var tally = scratch.Tally;
        return new RemoteWriteOutcome(
            tally.ProblemCount == 0 ? RemoteWriteStatus.Accepted : RemoteWriteStatus.Rejected,
            tally.Message(isFirstOnly: message == RemoteWriteMessage.V1),
            tally.SamplesWritten,
            tally.Rejected,
            tally.HistogramsWritten,
            tally.ExemplarsWritten);
    }

    private string? TakeV1(
        ReadOnlySpan<byte> request, ISampleAppender appender, RemoteWriteScratch scratch, TimestampMs latest)
    {
        var intake = new RequestIntake(request, appender, scratch, counters, latest);
        intake.Run();
        counters.Series(intake.SeriesKnown, intake.SeriesResolved, cache.SizeBytes);
        scratch.Tally.WithoutMetadata = scratch.Tally.SamplesWritten + scratch.Tally.HistogramsWritten;
        return intake.Error ?? (intake.MetadataCount > 0 ? TakeMetadata(request) : null);
    }

    private string? TakeV2(
        ReadOnlySpan<byte> request, ISampleAppender appender, RemoteWriteScratch scratch, TimestampMs latest)
    {
        var intake = new RequestIntakeV2(request, appender, scratch, counters, Metadata, options, latest);
        intake.Run();
        counters.Series(0, intake.SeriesResolved, cache.SizeBytes);
        return intake.Error;
    }

    private string? TakeMetadata(ReadOnlySpan<byte> request)
    {
        var reader = new RemoteMetadataReader(request);
        while (reader.Read())
        {
            Metadata.Set(reader.FamilyName, reader.Type, reader.Help, reader.Unit);
        }

        return reader.Error;
    }
}
