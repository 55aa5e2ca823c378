using System.Buffers.Binary;
using System.Numerics;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Blocks;

/// <summary>The names and constants of docs/formats/block.md.</summary>
internal static class BlockFormat
{
    internal const string Kind = "metrics";
    internal const string IndexName = "index";
    internal const string ChunksName = "chunks";
    internal const string TombstonesName = "tombstones";
    internal const string TemporarySuffix = ".tmp";

    internal const int HeaderSizeBytes = 8;
    internal const int SectionCount = 4;
    internal const int ContentsSizeBytes = (SectionCount * 20) + 4;

    /// <summary>Checksum and encoding in front of a chunk's bytes.</summary>
    internal const int ChunkFrameSizeBytes = 5;

    private const byte Version = 1;

    internal static ReadOnlySpan<byte> IndexMagic => "BFX\n"u8;

    internal static ReadOnlySpan<byte> ChunksMagic => "BFC\n"u8;

    internal static ReadOnlySpan<byte> TombstonesMagic => "BFT\n"u8;

    /// <summary>The checksum of a chunk: of its first time, which its bytes may leave out, and of its frame.</summary>
    internal static uint ChunkChecksum(long minTimeMs, byte encoding, ReadOnlySpan<byte> bytes)
    {
        Span<byte> before = stackalloc byte[9];
        BinaryPrimitives.WriteInt64LittleEndian(before, minTimeMs);
        before[8] = encoding;
        return Crc32C.Compute(bytes, Crc32C.Compute(before));
    }

    internal static void WriteHeader(FileBuffer file, ReadOnlySpan<byte> magic)
    {
        file.Write(magic);
        file.Write([Version, 0, 0, 0]);
    }

    internal static void CheckHeader(MappedFile file, ReadOnlySpan<byte> magic, string name)
    {
        if (file.LengthBytes < HeaderSizeBytes || !file.Slice(0, 4).SequenceEqual(magic))
        {
            throw Damaged(name, 0, "it does not start as such a file does");
        }

        var version = file.Slice(4, 1)[0];
        if (version != Version && BitOperations.PopCount(version) % 2 == 0)
        {
            // Versions are 1, 2, 4, 7, 8, 11 and so on, with an odd number of bits set: one flipped bit makes none of
            // them, so damage to one block does not look like a newer program's folder.
            throw Damaged(name, 4, $"{version} is no version");
        }

        if (version != Version)
        {
            throw new StorageFailureException(
                $"the file has format version {version}, this program knows version {Version}",
                name,
                4,
                BlockManifestFile.LaterVersionHint);
        }
    }

    internal static StorageFailureException Damaged(string file, long offset, string reason) => new(
        $"a block's file is damaged: {reason}", file, offset, "restore the block from a copy, or move its folder away");
}
