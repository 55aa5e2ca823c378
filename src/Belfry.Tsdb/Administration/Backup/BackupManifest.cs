using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Administration.Backup;

/// <summary>
/// What a backup holds: every file with its size and checksum. It is written last, so a folder without it is no backup.
/// Format: docs/formats/backup.md.
/// </summary>
/// <param name="CreatedAt">When the backup was made.</param>
/// <param name="Files">Its files, sorted by path.</param>
internal sealed record BackupManifest(DateTimeOffset CreatedAt, IReadOnlyList<BackupFile> Files)
{
    internal const string Name = "backup.json";

    /// <summary>More files than any data folder has.</summary>
    internal const int FilesMax = 1_000_000;

    private const int Version = 1;
    private const int SizeBytesMax = 256 << 20;
    private const int PathDepthMax = 8;

    // `00000000"}` and a newline end the file.
    private const int ChecksumFromEnd = 11;
    private const string NoChecksum = "00000000";

    internal long SizeBytes => Files.Sum(file => file.SizeBytes);

    /// <summary>Writes it under a temporary name, syncs it, and gives it its name.</summary>
    internal void Write(StoreDirectory backup)
    {
        var bytes = Encode();
        const string temporaryName = Name + ".tmp";
        using (var file = backup.Create(temporaryName))
        {
            file.Write(0, bytes);
            file.Sync();
        }

        backup.Rename(temporaryName, Name);
        backup.Sync();
    }

    /// <exception cref="StorageFailureException">There is none, or it is damaged or of a later version.</exception>
    internal static BackupManifest Read(StoreDirectory backup)
    {
        if (!backup.Files().Contains(Name))
        {
            throw new StorageFailureException(
                $"`{backup.Path}` is no complete backup: it has no {Name}",
                Name,
                -1,
                "name a folder that `belfry backup` wrote to its end");
        }

        using var file = backup.Open(Name, writable: false);
        if (file.LengthBytes is < 64 or > SizeBytesMax)
        {
            throw Damaged(backup, "its size cannot be right", null);
        }

        var bytes = new byte[file.LengthBytes];
        file.Read(0, bytes);
        return Decode(backup, bytes);
    }

    private byte[] Encode()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("createdAt", CreatedAt.UtcDateTime);
            json.WriteStartArray("files");
            foreach (var file in Files)
            {
                json.WriteStartObject();
                json.WriteString("path", file.Path);
                json.WriteNumber("size", file.SizeBytes);
                json.WriteString("crc32c", Hex(file.Checksum));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("checksum", NoChecksum);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        var bytes = buffer.WrittenSpan.ToArray();
        System.Text.Encoding.ASCII.GetBytes(Hex(Crc32C.Compute(bytes)), bytes.AsSpan(bytes.Length - ChecksumFromEnd));
        return bytes;
    }

    private static BackupManifest Decode(StoreDirectory backup, byte[] bytes)
    {
        var place = bytes.AsSpan(bytes.Length - ChecksumFromEnd, NoChecksum.Length);
        var said = System.Text.Encoding.ASCII.GetString(place);
        System.Text.Encoding.ASCII.GetBytes(NoChecksum, place);
        if (said != Hex(Crc32C.Compute(bytes)))
        {
            throw Damaged(backup, "its checksum is wrong", null);
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            var version = root.GetProperty("version").GetInt32();
            if (version > Version)
            {
                throw new StorageFailureException(
                    $"the backup has format version {version}, this program knows versions up to {Version}",
                    Name,
                    -1,
                    "restore it with the newer program that wrote it");
            }

            var files = root.GetProperty("files");
            return files.GetArrayLength() <= FilesMax
                ? new BackupManifest(
                    root.GetProperty("createdAt").GetDateTimeOffset(), [.. files.EnumerateArray().Select(Decode)])
                : throw new FormatException($"more than {FilesMax} files");
        }
        catch (Exception failure) when (failure
            is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(backup, failure.Message, failure);
        }
    }

    private static BackupFile Decode(JsonElement element)
    {
        var path = element.GetProperty("path").GetString() ?? "";
        var size = element.GetProperty("size").GetInt64();

        // Restoring writes to these paths: none may lead out of the folder.
        return size >= 0 && IsInside(path)
            ? new BackupFile(
                path,
                size,
                uint.Parse(
                    element.GetProperty("crc32c").GetString() ?? "",
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture))
            : throw new FormatException($"the path `{path}` or its size cannot be right");
    }

    private static bool IsInside(string path)
    {
        var parts = path.Split('/');
        return parts.Length <= PathDepthMax
            && parts.All(part => part is not ("" or "." or "..") && part.AsSpan().IndexOfAny('\\', '\0', ':') < 0);
    }

    private static string Hex(uint checksum) => checksum.ToString("x8", CultureInfo.InvariantCulture);

    private static StorageFailureException Damaged(StoreDirectory backup, string reason, Exception? cause) => new(
        $"the backup's list of files cannot be used: {reason}",
        $"{backup.Path}/{Name}",
        -1,
        "use another copy of the backup",
        cause);
}
