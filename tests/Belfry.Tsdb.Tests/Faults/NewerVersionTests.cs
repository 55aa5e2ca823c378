using System.Buffers.Binary;
using System.Globalization;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Tests.Damage;
using Xunit;

namespace Belfry.Tsdb.Tests.Faults;

/// <summary>A folder in which any one file is of a later version is not opened, and not one of its bytes
/// changes.</summary>
public sealed class NewerVersionTests
{
    private static readonly DataFolder Folder = new(12);

    public static TheoryData<string> Kinds => [.. Folder.Files.Select(file => file.Kind).Distinct()];

    [Theory, MemberData(nameof(Kinds))]
    public void A_folder_with_a_later_file_is_refused_and_not_touched(string kind)
    {
        foreach (var (path, _) in Folder.Files.Where(file => file.Kind == kind))
        {
            var disk = Folder.Disk.ProcessClone();
            var (inner, name) = DataFolder.Locate(disk, path);
            inner.Overwrite(name, Later(inner.ReadAll(name), kind));
            var before = DataFolder.Bytes(disk);
            var operations = disk.Faults.OperationCount;

            var failure = Assert.Throws<StorageFailureException>(() => StoreFixture.Open(disk, DataFolder.Options));

            Assert.Contains("has format version", failure.Message, StringComparison.Ordinal);
            Assert.Contains("start the newer program", failure.Hint, StringComparison.Ordinal);
            Assert.Equal(before, DataFolder.Bytes(disk));
            Assert.True(disk.Faults.OperationCount > operations);
        }
    }

    private static byte[] Later(byte[] bytes, string kind)
    {
        switch (kind)
        {
            case "format.json":
                return System.Text.Encoding.ASCII.GetBytes(
                    System.Text.Encoding.ASCII.GetString(bytes).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal));
            case "blocks/N/manifest.json" or "tiers/250ms/N/manifest.json":
                return LaterManifest(bytes);
            case "blocks/N/tombstones":
                bytes[4]++;
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4), Crc32C.Compute(bytes.AsSpan()[..^4]));
                return bytes;
            case "journal/N" or "journal/checkpoint.N":
                bytes[4]++;
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Crc32C.Compute(bytes.AsSpan(0, 12)));
                return bytes;
            default:
                bytes[4]++;
                return bytes;
        }
    }

    private static byte[] LaterManifest(byte[] bytes)
    {
        var text = System.Text.Encoding.ASCII.GetString(bytes).Replace("\"version\":1,", "\"version\":2,", StringComparison.Ordinal);
        var at = text.IndexOf("\"checksum\":\"", StringComparison.Ordinal) + 12;
        var bare = System.Text.Encoding.ASCII.GetBytes(text[..at] + "00000000" + text[(at + 8)..]);
        var checksum = Crc32C.Compute(bare).ToString("x8", CultureInfo.InvariantCulture);
        return System.Text.Encoding.ASCII.GetBytes(text[..at] + checksum + text[(at + 8)..]);
    }
}
