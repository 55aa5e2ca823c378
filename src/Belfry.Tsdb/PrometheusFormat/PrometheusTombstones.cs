using Belfry.Platform.Disk;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>What was deleted from a block of Prometheus, by the number of its series. Immutable.</summary>
internal sealed class PrometheusTombstones
{
    private const int HeaderBytes = 5;

    private readonly Dictionary<ulong, List<TimeInterval>> intervals = [];

    /// <summary>The deleted ranges of a series, both ends included; they may overlap.</summary>
    internal IReadOnlyList<TimeInterval> Of(ulong series) => intervals.GetValueOrDefault(series) ?? [];

    /// <summary>
    /// Reads a block's; none when it has no such file. Null, with the damage told, when it cannot be known what was
    /// deleted.
    /// </summary>
    internal static PrometheusTombstones? TryRead(StoreDirectory block, string path, DamageList damages)
    {
        var tombstones = new PrometheusTombstones();
        if (!block.Files().Contains(PrometheusFiles.TombstonesName))
        {
            return tombstones;
        }

        path = $"{path}/{PrometheusFiles.TombstonesName}";
        using var file = PrometheusFiles.TryMap(block, PrometheusFiles.TombstonesName, path, damages);
        if (file is null)
        {
            return null;
        }

        if (file.LengthBytes is < HeaderBytes + PrometheusFiles.ChecksumBytes or > int.MaxValue
            || !tombstones.TryLoad(file.Slice(0, (int)file.LengthBytes)))
        {
            damages.Add(path, 0, "the tombstones are damaged; the block was left out, as deleted samples may be in it");
            return null;
        }

        return tombstones;
    }

    private bool TryLoad(ReadOnlySpan<byte> bytes)
    {
        var header = new FormatCursor(bytes);
        var entries = bytes[HeaderBytes..^PrometheusFiles.ChecksumBytes];
        if (header.UInt32() != PrometheusFiles.TombstonesMagic || header.Byte() != 1
            || !PrometheusFiles.HasChecksum(entries, bytes[^PrometheusFiles.ChecksumBytes..]))
        {
            return false;
        }

        var cursor = new FormatCursor(entries);
        while (!cursor.IsAtEnd)
        {
            var series = cursor.Uvarint();
            var interval = new TimeInterval(cursor.Varint(), cursor.Varint());
            intervals.TryAdd(series, []);
            intervals[series].Add(interval);
        }

        return !cursor.HasFailed;
    }
}
