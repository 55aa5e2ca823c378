using System.Buffers.Binary;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Blocks;

/// <summary>What was deleted from a block, by series. Immutable: a deletion makes a new one. Format:
/// docs/formats/block.md.</summary>
internal sealed class Tombstones
{
    private const int EntrySizeBytes = 20;

    private readonly Dictionary<uint, TimeInterval[]> intervals;

    private Tombstones(Dictionary<uint, TimeInterval[]> intervals) => this.intervals = intervals;

    internal static Tombstones None { get; } = new([]);

    internal bool IsEmpty => intervals.Count == 0;

    internal int Count => intervals.Values.Sum(list => list.Length);

    /// <summary>The series with deleted ranges, in no order.</summary>
    internal IReadOnlyCollection<uint> Ordinals => intervals.Keys;

    /// <summary>The deleted ranges of one series; they may overlap.</summary>
    internal ReadOnlySpan<TimeInterval> Of(uint ordinal) => intervals.GetValueOrDefault(ordinal);

    /// <summary>These, and one more range for each of the series.</summary>
    internal Tombstones With(ReadOnlySpan<uint> ordinals, TimeInterval interval)
    {
        var more = new Dictionary<uint, TimeInterval[]>(intervals);
        foreach (var ordinal in ordinals)
        {
            // A range that covers an older one replaces it, so that repeating a deletion adds nothing.
            var kept = more.GetValueOrDefault(ordinal, []).Where(old =>
                old.FromMs < interval.FromMs || old.ThroughMs > interval.ThroughMs);
            more[ordinal] = [.. kept, interval];
        }

        return new Tombstones(more);
    }

    /// <summary>Writes these as the block's own, in one step.</summary>
    internal void Write(StoreDirectory block)
    {
        const string temporaryName = BlockFormat.TombstonesName + BlockFormat.TemporarySuffix;
        using (var file = new FileBuffer(block.Create(temporaryName)))
        {
            file.BeginChecksum();
            BlockFormat.WriteHeader(file, BlockFormat.TombstonesMagic);
            file.WriteUInt32((uint)Count);
            foreach (var (ordinal, list) in intervals.OrderBy(entry => entry.Key))
            {
                foreach (var interval in list)
                {
                    file.WriteUInt32(ordinal);
                    file.WriteInt64(interval.FromMs);
                    file.WriteInt64(interval.ThroughMs);
                }
            }

            file.WriteUInt32(file.Checksum());
            file.Finish();
        }

        block.Rename(temporaryName, BlockFormat.TombstonesName);
        block.Sync();
    }

    /// <summary>Reads a block's; none when it has no such file.</summary>
    /// <exception cref="StorageFailureException">They are damaged.</exception>
    internal static Tombstones Read(StoreDirectory block)
    {
        if (!block.Files().Contains(BlockFormat.TombstonesName))
        {
            return None;
        }

        var name = $"{block.Path}/{BlockFormat.TombstonesName}";
        using var file = block.Map(BlockFormat.TombstonesName);
        var bytes = file.Slice(0, checked((int)file.LengthBytes));
        if (bytes.Length < BlockFormat.HeaderSizeBytes + 8
            || Crc32C.Compute(bytes[..^4]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]))
        {
            throw BlockFormat.Damaged(name, 0, "its checksum is wrong");
        }

        BlockFormat.CheckHeader(file, BlockFormat.TombstonesMagic, name);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes[BlockFormat.HeaderSizeBytes..]);
        if (bytes.Length != BlockFormat.HeaderSizeBytes + 8 + ((long)count * EntrySizeBytes))
        {
            throw BlockFormat.Damaged(name, BlockFormat.HeaderSizeBytes, "it has another length than its count says");
        }

        var lists = new Dictionary<uint, List<TimeInterval>>();
        for (var rest = bytes[(BlockFormat.HeaderSizeBytes + 4)..^4]; !rest.IsEmpty; rest = rest[EntrySizeBytes..])
        {
            var ordinal = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            lists.TryAdd(ordinal, []);
            lists[ordinal].Add(new TimeInterval(
                BinaryPrimitives.ReadInt64LittleEndian(rest[4..]), BinaryPrimitives.ReadInt64LittleEndian(rest[12..])));
        }

        return new Tombstones(lists.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray()));
    }
}
