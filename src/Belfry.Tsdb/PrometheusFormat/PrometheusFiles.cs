using System.Globalization;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>The names and constants of docs/formats/prometheus-data.md.</summary>
internal static class PrometheusFiles
{
    internal const string MetaName = "meta.json";
    internal const string IndexName = "index";
    internal const string ChunksFolder = "chunks";
    internal const string TombstonesName = "tombstones";
    internal const string HeadChunksFolder = "chunks_head";
    internal const string WalFolder = "wal";
    internal const string OutOfOrderFolder = "wbl";
    internal const string CheckpointPrefix = "checkpoint.";

    internal const uint IndexMagic = 0xBAAAD700;
    internal const uint ChunksMagic = 0x85BD40DD;
    internal const uint HeadChunksMagic = 0x0130BC91;
    internal const uint TombstonesMagic = 0x0130BA30;

    internal const int ChunksHeaderBytes = 8;
    internal const int ChecksumBytes = 4;

    internal const byte EncodingXor = 1;

    /// <summary>Files whose names are numbers, by rising number.</summary>
    internal static IReadOnlyList<(long Number, string Name)> Numbered(IEnumerable<string> names, string prefix = "")
    {
        var numbered = new List<(long Number, string Name)>();
        foreach (var name in names)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)
                && long.TryParse(
                    name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                numbered.Add((number, name));
            }
        }

        numbered.Sort();
        return numbered;
    }

    /// <summary>The folder inside another; null when there is none. Nothing is made.</summary>
    internal static StoreDirectory? Find(StoreDirectory parent, string name) =>
        parent.Directories().Contains(name) ? parent.Subdirectory(name) : null;

    /// <summary>Maps a file; null, with the damage told, when it cannot be.</summary>
    internal static MappedFile? TryMap(StoreDirectory folder, string name, string path, DamageList damages)
    {
        try
        {
            return folder.Map(name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            damages.Add(path, -1, $"the file cannot be opened: {failure.Message}");
            return null;
        }
    }

    /// <summary>Whether a file of chunks starts as such a file does; tells the damage otherwise.</summary>
    internal static bool HasChunksHeader(MappedFile file, uint magic, string path, DamageList damages)
    {
        if (file.LengthBytes < ChunksHeaderBytes)
        {
            damages.Add(path, 0, "the file ends within its header");
            return false;
        }

        var cursor = new FormatCursor(file.Slice(0, ChunksHeaderBytes));
        if (cursor.UInt32() != magic || cursor.Byte() != 1)
        {
            damages.Add(path, 0, "the file does not start as such a file does, or its version is not known");
            return false;
        }

        return true;
    }

    /// <summary>Whether the four bytes behind some bytes are their checksum.</summary>
    internal static bool HasChecksum(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> checksum) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(checksum) == Crc32C.Compute(bytes);
}
