using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;

namespace Belfry.Storage.Blocks;

/// <summary>Reads and writes <c>manifest.json</c>. Format: docs/formats/block.md.</summary>
public static class BlockManifestFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "manifest.json";

    /// <summary>The hint of every failure that says that a newer program wrote a file.</summary>
    public const string LaterVersionHint = "start the newer program that wrote it, or another data folder";

    private const int Version = 1;
    private const int SizeBytesMax = 16 << 20;

    // `00000000"}` and a newline end the file.
    private const int ChecksumFromEnd = 11;
    private const string NoChecksum = "00000000";

    /// <summary>Writes the manifest and syncs it; the folder is not synced.</summary>
    public static void Write(StoreDirectory block, BlockManifest manifest)
    {
        var bytes = Encode(manifest);
        using var file = block.Create(Name);
        file.Write(0, bytes);
        file.Sync();
    }

    /// <summary>Reads the manifest of a block.</summary>
    /// <exception cref="StorageFailureException">It is missing, damaged, or of a later version.</exception>
    public static BlockManifest Read(StoreDirectory block)
    {
        try
        {
            using var file = block.Open(Name, writable: false);
            if (file.LengthBytes is < 64 or > SizeBytesMax)
            {
                throw Damaged(block, "its size cannot be right", null);
            }

            var bytes = new byte[file.LengthBytes];
            file.Read(0, bytes);
            return Decode(block, bytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Damaged(block, failure.Message, failure);
        }
    }

    private static byte[] Encode(BlockManifest manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("kind", manifest.Kind);
            json.WriteString("id", manifest.Id.ToString());
            json.WriteNumber("minTime", manifest.MinTime.Value);
            json.WriteNumber("maxTime", manifest.MaxTime.Value);
            json.WriteNumber("resolutionMs", (long)manifest.Resolution.TotalMilliseconds);
            json.WriteStartObject("stats");
            json.WriteNumber("samples", manifest.SampleCount);
            json.WriteNumber("series", manifest.SeriesCount);
            json.WriteNumber("chunks", manifest.ChunkCount);
            json.WriteEndObject();
            json.WriteNumber("level", manifest.Level);
            WriteIds(json, "sources", manifest.Sources);
            WriteIds(json, "parents", manifest.Parents);
            json.WriteStartObject("files");
            foreach (var (name, sizeBytes) in manifest.FileSizesBytes.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(name);
                json.WriteNumber("size", sizeBytes);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteString("checksum", NoChecksum);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        var bytes = buffer.WrittenSpan.ToArray();
        var checksum = Crc32C.Compute(bytes).ToString("x8", CultureInfo.InvariantCulture);
        Encoding.ASCII.GetBytes(checksum, bytes.AsSpan(bytes.Length - ChecksumFromEnd));
        return bytes;
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IReadOnlyList<BlockId> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteStringValue(id.ToString());
        }

        json.WriteEndArray();
    }

    private static BlockManifest Decode(StoreDirectory block, byte[] bytes)
    {
        var place = bytes.AsSpan(bytes.Length - ChecksumFromEnd, NoChecksum.Length);
        var said = Encoding.ASCII.GetString(place);
        Encoding.ASCII.GetBytes(NoChecksum, place);
        if (said != Crc32C.Compute(bytes).ToString("x8", CultureInfo.InvariantCulture))
        {
            throw Damaged(block, "its checksum is wrong", null);
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            var version = root.GetProperty("version").GetInt32();
            if (version > Version)
            {
                throw new StorageFailureException(
                    $"the block has format version {version}, this program knows versions up to {Version}",
                    $"{block.Path}/{Name}",
                    -1,
                    LaterVersionHint);
            }

            return Decode(root);
        }
        catch (Exception failure) when (failure
            is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(block, failure.Message, failure);
        }
    }

    private static BlockManifest Decode(JsonElement root)
    {
        var stats = root.GetProperty("stats");
        return new BlockManifest
        {
            Id = Id(root.GetProperty("id")),
            Kind = root.GetProperty("kind").GetString() ?? "",
            MinTime = new TimestampMs(root.GetProperty("minTime").GetInt64()),
            MaxTime = new TimestampMs(root.GetProperty("maxTime").GetInt64()),
            Resolution = TimeSpan.FromMilliseconds(root.GetProperty("resolutionMs").GetInt64()),
            Level = root.GetProperty("level").GetInt32(),
            SampleCount = stats.GetProperty("samples").GetInt64(),
            SeriesCount = stats.GetProperty("series").GetInt64(),
            ChunkCount = stats.GetProperty("chunks").GetInt64(),
            Sources = [.. root.GetProperty("sources").EnumerateArray().Select(Id)],
            Parents = [.. root.GetProperty("parents").EnumerateArray().Select(Id)],
            FileSizesBytes = root.GetProperty("files").EnumerateObject()
                .ToDictionary(file => file.Name, file => file.Value.GetProperty("size").GetInt64()),
        };
    }

    private static BlockId Id(JsonElement element) => BlockId.TryParse(element.GetString() ?? "", out var id)
        ? id
        : throw new FormatException($"`{element}` is no block's name");

    private static StorageFailureException Damaged(StoreDirectory block, string reason, Exception? cause) => new(
        $"the block's manifest cannot be used: {reason}",
        $"{block.Path}/{Name}",
        -1,
        "restore the block from a copy, or move its folder away",
        cause);
}
