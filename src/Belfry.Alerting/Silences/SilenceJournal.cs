using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Platform.Disk;
using Belfry.Platform.Telemetry;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Silences;

/// <summary>
/// The silences on disk: one small document that is replaced as a whole at every change, so it is never half old and
/// half new. Format: <c>docs/formats/silences.md</c>. A failing disk is counted and logged; the silence holds in
/// memory. Guarded by the store's lock.
/// </summary>
internal sealed partial class SilenceJournal(StoreDirectory directory, MetricRegistry metrics, ILogger logger)
{
    internal const string FileName = "silences.json";
    private const int TrailerLengthBytes = 4;
    private const int LengthBytesMax = 64 << 20;

    private readonly Counter failures = metrics.Counter(
        "belfry_silences_failures_total", "Failures to write the silences to disk.").With();

    /// <summary>The silences that were saved last; none, with an event, when the file is damaged.</summary>
    internal ImmutableDictionary<string, Silence> Load()
    {
        try
        {
            if (!directory.Exists(FileName))
            {
                return ImmutableDictionary<string, Silence>.Empty;
            }

            using var file = directory.Open(FileName, writable: false);
            var bytes = new byte[Math.Min(file.LengthBytes, LengthBytesMax)];
            var count = file.Read(0, bytes);
            if (TryDecode(bytes.AsSpan(0, count), out var silences))
            {
                return silences.ToImmutableDictionary(silence => silence.Id, StringComparer.Ordinal);
            }

            LogDamaged(logger, FileName);
            directory.Rename(FileName, FileName + ".unreadable");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failures.Increment();
            LogFailed(logger, FileName, exception);
        }

        return ImmutableDictionary<string, Silence>.Empty;
    }

    /// <summary>Replaces what is on disk.</summary>
    internal void Save(IEnumerable<Silence> silences)
    {
        try
        {
            var document = JsonSerializer.SerializeToUtf8Bytes(silences.Select(SavedSilence.Of).ToArray());
            var bytes = new byte[document.Length + TrailerLengthBytes];
            document.CopyTo(bytes, 0);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(document.Length), Crc32C(document));
            using (var file = directory.Create(FileName + ".tmp"))
            {
                file.Write(0, bytes);
                file.Sync();
            }

            directory.Rename(FileName + ".tmp", FileName);
            directory.Sync();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failures.Increment();
            LogFailed(logger, FileName, exception);
        }
    }

    private static bool TryDecode(ReadOnlySpan<byte> bytes, out IReadOnlyList<Silence> silences)
    {
        silences = [];
        if (bytes.Length < TrailerLengthBytes)
        {
            return false;
        }

        var document = bytes[..^TrailerLengthBytes];
        if (Crc32C(document) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[^TrailerLengthBytes..]))
        {
            return false;
        }

        try
        {
            silences =
                [.. (JsonSerializer.Deserialize<SavedSilence[]>(document) ?? []).Select(saved => saved.ToSilence())];
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var octet in bytes)
        {
            crc = BitOperations.Crc32C(crc, octet);
        }

        return ~crc;
    }

    [LoggerMessage(4221, LogLevel.Error, "silences could not be read or written file={File}")]
    private static partial void LogFailed(ILogger logger, string file, Exception exception);

    [LoggerMessage(4222, LogLevel.Error, "damaged silences were set aside file={File}")]
    private static partial void LogDamaged(ILogger logger, string file);

    private sealed record SavedSilence(
        string Id, SavedMatcher[][] Matchers, long StartsAt, long EndsAt, long UpdatedAt, string CreatedBy,
            string Comment,
        Dictionary<string, string> Annotations)
    {
        internal static SavedSilence Of(Silence silence) => new(
            silence.Id,
            [.. silence.MatcherSets.Select(set => set.Select(SavedMatcher.Of).ToArray())],
            silence.StartsAt.Value, silence.EndsAt.Value, silence.UpdatedAt.Value, silence.CreatedBy, silence.Comment,
            silence.Annotations.ToPairs().ToDictionary(StringComparer.Ordinal));

        internal Silence ToSilence() => new()
        {
            Id = Id,
            MatcherSets = [.. Matchers.Select(set => set.Select(matcher => matcher.ToMatcher()).ToArray())],
            StartsAt = new TimestampMs(StartsAt),
            EndsAt = new TimestampMs(EndsAt),
            UpdatedAt = new TimestampMs(UpdatedAt),
            CreatedBy = CreatedBy,
            Comment = Comment,
            Annotations = Labels.From(Annotations.Select(pair => (pair.Key, pair.Value))),
        };
    }

    private sealed record SavedMatcher(string Name, MatchOperator Operator, string Value)
    {
        internal static SavedMatcher Of(LabelMatcher matcher) => new(matcher.Name, matcher.Operator, matcher.Value);

        internal LabelMatcher ToMatcher() =>
            LabelMatcher.TryCreate(Name, Operator, Value, out var matcher, out var error)
            ? matcher
            : throw new JsonException(error);
    }
}
