using System.Buffers.Binary;
using Belfry.Server.Commands;
using Belfry.Storage.Blocks;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Administration.Verification;
using Xunit;

namespace Belfry.Server.Tests.Commands;

public sealed class AlertingFilesTests
{
    private readonly MemoryDirectory disk = new();

    [Fact]
    public void Files_as_they_are_written_are_sound_and_any_flipped_bit_is_found()
    {
        var seed = new Seed(55);
        Write("silences.json", [.. "[]"u8, .. Checksum("[]"u8.ToArray())]);
        Write("notifications.log", [.. "BLFYNLG\u0001"u8, .. Record(40), .. Record(56)]);
        Assert.Empty(Verify().Findings);
        Assert.Empty(Verify().Notes);

        foreach (var name in (string[])["silences.json", "notifications.log"])
        {
            var folder = (MemoryDirectory)disk.Subdirectory("alerting");
            var right = folder.ReadAll(name);
            for (var round = 0; round < 100; round++)
            {
                var wrong = (byte[])right.Clone();
                wrong[seed.Random.Next(wrong.Length)] ^= (byte)(1 << seed.Random.Next(8));
                folder.Overwrite(name, wrong);
                var report = Verify();
                Assert.True(report.DamageCount + report.Notes.Count == 1, $"{name} {seed}");
            }

            folder.Overwrite(name, right);
        }
    }

    [Fact]
    public void An_unfinished_last_record_is_a_note()
    {
        Write("notifications.log", [.. "BLFYNLG\u0001"u8, .. Record(40), .. Record(56)[..^1]]);

        var report = Verify();

        Assert.True(report.IsSound);
        Assert.StartsWith("alerting/notifications.log, byte 56: ", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    private VerificationReport Verify()
    {
        var report = new VerificationReport();
        AlertingFiles.Verify(disk, report);
        return report;
    }

    private void Write(string name, byte[] bytes)
    {
        using var file = disk.Subdirectory("alerting").Create(name);
        file.Write(0, bytes);
    }

    private static byte[] Record(int length)
    {
        var record = new byte[8 + length];
        record.AsSpan(8).Fill(7);
        BinaryPrimitives.WriteInt32LittleEndian(record, length);
        Checksum(record[8..]).CopyTo(record, 4);
        return record;
    }

    private static byte[] Checksum(byte[] bytes)
    {
        var checksum = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32C.Compute(bytes));
        return checksum;
    }
}
