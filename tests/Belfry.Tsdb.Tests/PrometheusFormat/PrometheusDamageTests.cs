using Belfry.Platform.Disk;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Tsdb.Tests.PrometheusFormat;

/// <summary>Whatever happens to a file, what is read is what was written or a part of it, and never an
/// exception.</summary>
public sealed class PrometheusDamageTests
{
    private const int Flips = 1000;

    [Theory]
    [InlineData("index")]
    [InlineData("tombstones")]
    [InlineData("chunks/000001")]
    [InlineData("chunks/000002")]
    public void A_flipped_bit_in_a_block_is_told_or_harmless(string file)
    {
        var data = new MemoryDirectory();
        data.WriteBlock(PrometheusFolder.Id(1), 0, 10_000, 30, 100);
        var folder = data.Subdirectory(PrometheusFolder.Id(1).ToString());

        FlipAll(data, file.Contains('/') ? folder.Subdirectory("chunks") : folder, file.Split('/')[^1]);
    }

    [Theory]
    [InlineData("wal")]
    [InlineData("wbl")]
    [InlineData("chunks_head")]
    public void A_flipped_bit_in_the_head_is_told_or_harmless(string folder)
    {
        var data = new MemoryDirectory();
        var wal = new WalBytes().Add(WalBytes.Series((1, "n=1"), (2, "n=2"), (3, "n=3")), WalBytes.Compression.Snappy);
        var late = new WalBytes();
        for (var time = 100; time < 2000; time += 10)
        {
            wal.Add(WalBytes.Samples((1, time, time), (2, time + 1, time)), WalBytes.Compression.Snappy);
            late.Add(WalBytes.Samples((1, time - 5, time), (2, time - 5, time)));
        }

        wal.Add(WalBytes.Histogram(7, 3, 100, PrometheusFolder.Whole));
        data.WriteSegment(0, wal);
        data.WriteSegment(0, late, "wbl");
        data.Subdirectory("chunks_head").Write("000001", PrometheusFolder.HeadChunks(
            (1, false, [(10, 1), (20, 2)]), (2, false, [(11, 1), (22, 2)]), (3, true, [(5, 50), (15, 51)])));

        FlipAll(data, data.Subdirectory(folder), folder == "chunks_head" ? "000001" : "00000000");
    }

    [Fact]
    public void A_segment_with_a_bad_record_loses_its_rest_and_the_next_one_is_read()
    {
        var data = new MemoryDirectory();
        var first = new WalBytes().Add(WalBytes.Series((1, "n=1"))).Add(WalBytes.Samples((1, 10, 1)));
        var at = first.ToArray().Length;
        first.Add(WalBytes.Samples((1, 20, 2))).Add(WalBytes.Samples((1, 30, 3)));
        var bytes = first.ToArray();
        bytes[at + 12] ^= 1;
        data.Subdirectory("wal").Write("00000000", bytes);
        data.WriteSegment(1, new WalBytes().Add(WalBytes.Samples((1, 40, 4))));

        Assert.Equal(["""{n="1"} 10:1 40:4"""], PrometheusFolder.Dump(data, out var damages));
        var damage = Assert.Single(damages);
        Assert.Equal(
            $"wal/00000000, offset {at}: a record has a wrong checksum; the rest of the segment was left out",
            damage.ToString());
    }

    [Fact]
    public void A_block_whose_index_is_gone_is_told_and_the_other_is_read()
    {
        var data = new MemoryDirectory();
        data.WriteBlock(PrometheusFolder.Id(1), 0, 100, 1, 50);
        data.WriteBlock(PrometheusFolder.Id(2), 100, 200, 1, 50);
        data.Subdirectory(PrometheusFolder.Id(1).ToString()).Delete("index");

        Assert.Equal(["""{n="0"} 100:100 150:150"""], PrometheusFolder.Dump(data, out var damages));
        Assert.Equal($"{PrometheusFolder.Id(1)}/index", Assert.Single(damages).File);
    }

    [Fact]
    public void Series_are_found_without_the_list_of_them()
    {
        var data = new MemoryDirectory();
        data.WriteBlock(PrometheusFolder.Id(1), 0, 100, 20, 50);
        var whole = PrometheusFolder.Dump(data, out _);
        var folder = data.Subdirectory(PrometheusFolder.Id(1).ToString());
        var index = folder.Read("index");
        index[^60] ^= 1;
        folder.Write("index", index);

        Assert.Equal(whole, PrometheusFolder.Dump(data, out var damages));
        Assert.Contains("the table of postings is damaged", Assert.Single(damages).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_of_lost_chunks_are_taken_from_the_log()
    {
        var data = new MemoryDirectory();
        var chunks = PrometheusFolder.HeadChunks((1, false, [(10, 1), (20, 2)]), (1, false, [(30, 3), (40, 4)]));
        chunks[40] ^= 1;
        data.Subdirectory("chunks_head").Write("000001", chunks);
        data.Subdirectory("chunks_head").Write(
            "000002", PrometheusFolder.HeadChunks((1, false, [(50, 5), (60, 6)])));
        data.WriteSegment(0, new WalBytes().Add(WalBytes.Series((1, "n=1")))
            .Add(WalBytes.Samples((1, 30, 3), (1, 40, 4), (1, 50, 5), (1, 60, 6), (1, 70, 7))));

        Assert.Equal(["""{n="1"} 30:3 40:4 50:5 60:6 70:7"""], PrometheusFolder.Dump(data, out var damages));
        Assert.Single(damages);
    }

    [Fact]
    public void No_bytes_of_any_file_make_it_throw()
    {
        var seed = new Seed(63);
        for (var round = 0; round < 3000; round++)
        {
            var data = new MemoryDirectory();
            data.WriteBlock(PrometheusFolder.Id(1), 0, 100, 2, 50);
            var block = data.Subdirectory(PrometheusFolder.Id(1).ToString());
            var (folder, name) = (round % 6) switch
            {
                0 => (data.Subdirectory("wal"), "00000000"),
                1 => (data.Subdirectory("chunks_head"), "000001"),
                2 => (block, "index"),
                3 => (block, "tombstones"),
                4 => (block, "meta.json"),
                _ => (block.Subdirectory("chunks"), "000001"),
            };
            var bytes = new byte[seed.Random.Next(400)];
            seed.Random.NextBytes(bytes);
            folder.Write(name, bytes);

            PrometheusFolder.Dump(data, out _);
        }
    }

    // Records, series and chunks with a right checksum that make no sense are what a bug would write.
    [Fact]
    public void No_record_makes_it_throw()
    {
        var seed = new Seed(64);
        for (var round = 0; round < 3000; round++)
        {
            var data = new MemoryDirectory();
            var wal = new WalBytes().Add(WalBytes.Series((1, "n=1")));
            for (var count = 0; count < 5; count++)
            {
                var record = new byte[seed.Random.Next(1, 120)];
                seed.Random.NextBytes(record);
                record[0] = (byte)seed.Random.Next(15);
                wal.Add(record, (WalBytes.Compression)seed.Random.Next(3));
            }

            data.WriteSegment(0, wal);
            PrometheusFolder.Dump(data, out _);
        }
    }

    private static void FlipAll(StoreDirectory data, StoreDirectory folder, string name)
    {
        var seed = new Seed(62);
        var whole = Samples(PrometheusFolder.Dump(data, out var none));
        Assert.Empty(none);
        var bytes = folder.Read(name);
        var told = 0;
        for (var flip = 0; flip < Flips; flip++)
        {
            var damaged = bytes.ToArray();
            var at = seed.Random.Next(bytes.Length);
            damaged[at] ^= (byte)(1 << seed.Random.Next(8));
            folder.Write(name, damaged);

            var left = Samples(PrometheusFolder.Dump(data, out var damages));

            Assert.True(left.IsSubsetOf(whole), $"byte {at} of {name}, {seed}");
            Assert.True(left.Count == whole.Count || damages.Count > 0, $"byte {at} of {name}, {seed}");
            told += damages.Count > 0 ? 1 : 0;
        }

        Assert.True(told > Flips / 20, $"only {told} of {Flips} were told");
    }

    private static HashSet<string> Samples(List<string> lines) => [.. lines.SelectMany(line =>
        line.Split(' ').Skip(1).Select(sample => $"{line.Split(' ')[0]} {sample}"))];
}
