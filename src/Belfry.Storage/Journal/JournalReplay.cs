using System.Buffers.Binary;
using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;

namespace Belfry.Storage.Journal;

/// <summary>
/// Reads a journal's checkpoint and segments in order when it is opened, and tidies what a crash or damage left.
/// Nothing is changed before every file's version is known to be ours, and nothing at all when it only inspects.
/// </summary>
internal sealed class JournalReplay(
    StoreDirectory directory, JournalRecordHandler handler, bool inspectsOnly = false)
{
    private readonly List<JournalDamage> damages = [];

    // Files that stop without the record that ends a file: fine for the newest, a lost end for one that others follow.
    private readonly List<(string Name, long End)> unended = [];
    private long recordCount;
    private int segmentCount;
    private byte lastVersion;

    /// <summary>The segment to go on with and its length; 0 when a new one must be started.</summary>
    internal (long Number, long LengthBytes) Tail { get; private set; }

    /// <summary>The highest number in use, of a segment or a checkpoint; 0 for a new journal.</summary>
    internal long LastNumber { get; private set; }

    /// <summary>The bytes of all segments that were read.</summary>
    internal long SegmentBytes { get; private set; }

    internal JournalOpenReport Report =>
        new() { RecordCount = recordCount, SegmentCount = segmentCount, Damages = damages };

    internal void Run()
    {
        var files = directory.Files();
        var segments = Numbers(files, JournalFormat.TryParseSegment);
        var checkpoints = Numbers(files, JournalFormat.TryParseCheckpoint);
        CheckVersions(segments.Select(JournalFormat.SegmentName));
        CheckVersions(checkpoints.Select(JournalFormat.CheckpointName));
        if (!inspectsOnly)
        {
            RemoveSuperseded(files, segments, checkpoints);
        }

        if (checkpoints.Count > 0)
        {
            segments.RemoveAll(number => number <= checkpoints[^1]);
        }

        if (checkpoints.Count > 0)
        {
            LastNumber = checkpoints[^1];
            Read(JournalFormat.CheckpointName(LastNumber), isLast: false);
            TellUnended(unended.Count);
        }

        foreach (var number in segments)
        {
            ReadSegment(number, isLast: number == segments[^1]);
        }
    }

    private void ReadSegment(long number, bool isLast)
    {
        var name = JournalFormat.SegmentName(number);
        if (LastNumber > 0 && number > LastNumber + 1)
        {
            damages.Add(new JournalDamage(JournalFormat.SegmentName(LastNumber + 1), 0, 0, false, null));
        }

        LastNumber = number;
        segmentCount++;
        var (recordsBefore, unendedBefore) = (recordCount, unended.Count);
        var end = Read(name, isLast);
        if (recordCount > recordsBefore)
        {
            // A segment without records may be what a failure left, after which the one before it was gone on with.
            TellUnended(unendedBefore);
        }

        SegmentBytes += end;
        if (isLast && end >= JournalFormat.HeaderSizeBytes)
        {
            GoOnWith(number, end);
        }
    }

    // An older program must not find records in a file of its version that it does not know: it gets no more of them.
    private void GoOnWith(long number, long end)
    {
        if (lastVersion == JournalFormat.Version)
        {
            Tail = (number, end);
        }
        else if (!inspectsOnly)
        {
            WriteEnd(JournalFormat.SegmentName(number), end);
        }
    }

    /// <summary>Replays a file; returns where the next record goes, or 0 when it must not be written to.</summary>
    private long Read(string name, bool isLast)
    {
        long end;
        long length;
        bool isTorn, isEnded;
        using (var file = directory.Map(name))
        {
            length = file.LengthBytes;
            end = ReadRecords(file, name);
            lastVersion = end > 0 ? JournalFormat.VersionOf(file) : (byte)0;
            isEnded = file.Slice(end, (int)Math.Min(length - end, 1 << 10)).SequenceEqual(JournalFormat.EndRecord);
            isTorn = isLast && !isEnded && IsTorn(file, end);
        }

        if (isEnded && isLast && !inspectsOnly)
        {
            // The next segment was never begun: this one is gone on with.
            Truncate(name, end);
        }

        if (isEnded || end == length)
        {
            if (!isEnded && !isLast && end >= JournalFormat.HeaderSizeBytes)
            {
                unended.Add((name, end));
                SyncFile(name);
            }

            return end;
        }

        if (isTorn)
        {
            damages.Add(new JournalDamage(name, end, length - end, true, null));
            if (!inspectsOnly)
            {
                Truncate(name, end);
            }

            return end;
        }

        var aside = inspectsOnly ? null : SetAside(name, end, length);
        damages.Add(new JournalDamage(name, end, length - end, false, aside));
        return 0;
    }

    // A process that was killed may have written to it last, beside a next one that it had failed to begin. What was
    // read from it is answered from now on, and nobody would sync it any more.
    private void SyncFile(string name)
    {
        if (!inspectsOnly)
        {
            using var file = directory.Open(name, writable: true);
            file.Sync();
        }
    }

    private long ReadRecords(MappedFile file, string name)
    {
        if (!JournalFormat.HasHeader(file, name))
        {
            return 0;
        }

        long offset = JournalFormat.HeaderSizeBytes;
        while (TryReadRecord(file, offset, out var body) && body[0] != JournalFormat.End)
        {
            Handle(name, offset, body);
            recordCount++;
            offset += 8 + body.Length;
        }

        return offset;
    }

    private void Handle(string name, long offset, ReadOnlySpan<byte> body)
    {
        try
        {
            handler(body[0], body[1..]);
        }
        catch (StorageFailureException failure) when (inspectsOnly)
        {
            damages.Add(new JournalDamage(name, offset, 8 + body.Length, false, null) { Reason = failure.Message });
        }
    }

    private static bool TryReadRecord(MappedFile file, long offset, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (file.LengthBytes - offset < JournalFormat.FrameSizeBytes)
        {
            return false;
        }

        var frame = file.Slice(offset, 8);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (length is 0 or > JournalFormat.BodySizeBytesMax || length > file.LengthBytes - offset - 8)
        {
            return false;
        }

        body = file.Slice(offset + 8, (int)length);
        return BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]) == JournalFormat.Checksum(frame[..4], body);
    }

    /// <summary>
    /// Whether the bytes from <paramref name="end"/> look like a write that did not finish: a frame that is cut short
    /// by the end of the file, or room that never got its bytes. Anything else had been whole once and is damage.
    /// </summary>
    private static bool IsTorn(MappedFile file, long end)
    {
        var rest = file.LengthBytes - end;
        if (rest < JournalFormat.FrameSizeBytes || file.LengthBytes < JournalFormat.HeaderSizeBytes)
        {
            return true;
        }

        if (end < JournalFormat.HeaderSizeBytes)
        {
            return IsZero(file, 0);
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(file.Slice(end, 4));
        return (length is > 0 and <= JournalFormat.BodySizeBytesMax && length > rest - 8) || IsZero(file, end);
    }

    private static bool IsZero(MappedFile file, long offset)
    {
        while (offset < file.LengthBytes)
        {
            var part = file.Slice(offset, (int)Math.Min(64 << 10, file.LengthBytes - offset));
            if (part.ContainsAnyExcept((byte)0))
            {
                return false;
            }

            offset += part.Length;
        }

        return true;
    }

    private void Truncate(string name, long end)
    {
        using var file = directory.Open(name, writable: true);
        file.Truncate(end);
        file.Sync();
    }

    /// <summary>Moves the unreadable rest into a file of its own, and syncs it before it is cut off here.</summary>
    private string SetAside(string name, long end, long length)
    {
        var aside = $"{name}.damaged-{end}";
        var buffer = new byte[256 << 10];
        using (var from = directory.Open(name, writable: false))
        using (var to = directory.Create(aside))
        {
            for (var offset = end; offset < length;)
            {
                var read = from.Read(offset, buffer);
                if (read == 0)
                {
                    break;
                }

                to.Write(offset - end, buffer.AsSpan(0, read));
                offset += read;
            }

            to.Sync();
        }

        directory.Sync();
        Truncate(name, end);
        if (end >= JournalFormat.HeaderSizeBytes)
        {
            WriteEnd(name, end);
        }

        return aside;
    }

    /// <summary>Reports the first so many files that have lost their ends, and ends them, so that it is told
    /// once.</summary>
    private void TellUnended(int count)
    {
        foreach (var (name, end) in unended.Take(count))
        {
            damages.Add(new JournalDamage(name, end, 0, false, null) { Reason = "its end is missing" });
            if (!inspectsOnly)
            {
                WriteEnd(name, end);
            }
        }

        unended.RemoveRange(0, count);
    }

    private void WriteEnd(string name, long end)
    {
        using var file = directory.Open(name, writable: true);
        file.Write(end, JournalFormat.EndRecord);
        file.Sync();
    }

    private void CheckVersions(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            using var file = directory.Map(name);
            JournalFormat.HasHeader(file, name);
        }
    }

    private void RemoveSuperseded(IReadOnlyList<string> files, List<long> segments, List<long> checkpoints)
    {
        foreach (var name in files)
        {
            if (name.EndsWith(JournalFormat.TemporarySuffix, StringComparison.Ordinal))
            {
                directory.Delete(name);
            }
        }

        if (checkpoints.Count == 0)
        {
            return;
        }

        // The newest checkpoint may owe its name to a process that was killed before it could sync it.
        directory.Sync();
        var newest = checkpoints[^1];
        checkpoints.Where(number => number < newest).ToList()
            .ForEach(number => directory.Delete(JournalFormat.CheckpointName(number)));
        segments.Where(number => number <= newest).ToList()
            .ForEach(number => directory.Delete(JournalFormat.SegmentName(number)));
    }

    private delegate bool NameParser(string name, out long number);

    private static List<long> Numbers(IReadOnlyList<string> files, NameParser parser)
    {
        var numbers = new List<long>();
        foreach (var name in files)
        {
            if (parser(name, out var number))
            {
                numbers.Add(number);
            }
        }

        numbers.Sort();
        return numbers;
    }
}
