using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Tsdb.PrometheusFormat;
using Xunit;

namespace Belfry.Tsdb.Tests.PrometheusFormat;

public sealed class PrometheusDataReaderTests
{
    [Fact]
    public void A_written_block_is_read_as_it_was()
    {
        var seed = new Seed(61);
        var data = new MemoryDirectory();
        var expected = new List<string>();
        using (var writer = new PrometheusBlockWriter(
            data, PrometheusFolder.Id(1), new TimestampMs(0), new TimestampMs(1_000_000), 2048))
        {
            using var columns = new SampleColumns();
            foreach (var labels in Enumerable.Range(0, 300).Select(number => StoreFixture.Series(
                $"__name__=m{number % 7},x{number % 3}={number}")).Order())
            {
                columns.Clear();
                for (long time = seed.Random.Next(100); time < 1_000_000; time += seed.Random.Next(1, 5000))
                {
                    Add(columns, time, seed.Random);
                }

                writer.WriteSeries(labels, columns);
                expected.Add($"{labels} {PrometheusFolder.Text(columns)}");
            }

            Assert.True(writer.Complete());
        }

        Assert.Equal(expected, PrometheusFolder.Dump(data, out var damages));
        Assert.Empty(damages);
        Assert.True(data.Subdirectory(PrometheusFolder.Id(1).ToString()).Subdirectory("chunks").Files().Count > 5);
    }

    [Fact]
    public void A_block_wins_over_the_log_and_ends_where_it_ends()
    {
        var data = new MemoryDirectory();
        data.WriteBlock(PrometheusFolder.Id(1), 0, 100, 1, 10);
        data.WriteSegment(0, new WalBytes()
            .Add(WalBytes.Series((5, "n=0"), (6, "other=x")))
            .Add(WalBytes.Samples((5, 85, 1), (5, 90, 2), (6, 99, 3), (5, 100, 4), (6, 100, 5))));

        Assert.Equal(
            ["""{n="0"} 0:0 10:10 20:20 30:30 40:40 50:50 60:60 70:70 80:80 90:90 100:4""", """{other="x"} 100:5"""],
            PrometheusFolder.Dump(data, out _));
    }

    [Theory]
    [InlineData(WalBytes.Compression.None)]
    [InlineData(WalBytes.Compression.Snappy)]
    [InlineData(WalBytes.Compression.Zstd)]
    internal void Every_kind_of_record_is_read_with_every_compression(WalBytes.Compression compression)
    {
        var data = new MemoryDirectory();
        data.WriteSegment(0, new WalBytes()
            .Add(WalBytes.Series((1, "n=1"), (2, "n=2"), (70_000, "n=3")), compression)
            .Add(WalBytes.Samples((1, 1000, 1), (2, 1000, double.NaN), (70_000, 999, -1)), compression)
            .Add(WalBytes.SamplesV2((1, 2000, 2), (1, 2001, 3), (70_000, 2000, 4), (2, 1999, 5)), compression)
            .Add(WalBytes.Histogram(7, 1, 3000, PrometheusFolder.Whole), compression)
            .Add(WalBytes.Histogram(10, 1, 3001, PrometheusFolder.Custom), compression)
            .Add(WalBytes.Histogram(12, 2, 3002, PrometheusFolder.Whole), compression)
            .Add(WalBytes.Histogram(13, 2, 3003, PrometheusFolder.Custom), compression)
            .Add([4, 1, 2, 3], compression)
            .Add([5], compression)
            .Add([6, 9], compression)
            .Add(WalBytes.Deletion(70_000, 0, 1000), compression));
        var whole = PrometheusFolder.Whole.ToString()!.Replace(' ', '_');
        var custom = PrometheusFolder.Custom.ToString()!.Replace(' ', '_');

        var lines = PrometheusFolder.Dump(data, out var damages);

        Assert.Empty(damages);
        Assert.Equal(
            [
                $$"""{n="1"} 1000:1 2000:2 2001:3 3000:{{whole}} 3001:{{custom}}""",
                $$"""{n="2"} 1000:{{StoreFixture.Text(double.NaN)}} 1999:5 3002:{{whole}} 3003:{{custom}}""",
                """{n="3"} 2000:4""",
            ],
            lines);
    }

    [Fact]
    public void A_record_of_many_pages_is_read()
    {
        var samples = Enumerable.Range(0, 20_000).Select(index => (1ul, (long)index, index * 1.5)).ToArray();
        var data = new MemoryDirectory();
        data.WriteSegment(0, new WalBytes().Add(WalBytes.Series((1, "n=1"))).Add(WalBytes.Samples(samples)));

        Assert.Equal(
            [$$"""{n="1"} {{string.Join(' ', samples.Select(sample => $"{sample.Item2}:{StoreFixture.Text(sample.Item3)}"))}}"""],
            PrometheusFolder.Dump(data, out _));
    }

    [Fact]
    public void The_newest_checkpoint_stands_for_the_segments_before_it()
    {
        var data = new MemoryDirectory();
        data.WriteSegment(3, new WalBytes().Add(WalBytes.Samples((1, 5, 5))));
        data.WriteSegment(5, new WalBytes().Add(WalBytes.Samples((1, 30, 30))));
        data.Subdirectory("wal").Subdirectory("checkpoint.00000002").Write("00000000", [1, 2, 3]);
        data.Subdirectory("wal").Subdirectory("checkpoint.00000004").Write("00000000", new WalBytes()
            .Add(WalBytes.Series((1, "n=1"))).Add(WalBytes.Samples((1, 20, 20))).ToArray());

        Assert.Equal(["""{n="1"} 20:20 30:30"""], PrometheusFolder.Dump(data, out var damages));
        Assert.Empty(damages);
    }

    [Fact]
    public void Chunks_of_the_head_come_before_what_the_log_adds_and_late_samples_are_merged_in()
    {
        var data = new MemoryDirectory();
        data.Subdirectory("chunks_head").Write("000001", PrometheusFolder.HeadChunks(
            (1, false, [(10, 1), (20, 2)]), (1, true, [(5, 50), (15, 51)]), (9, false, [(1, 1)])));
        data.WriteSegment(0, new WalBytes()
            .Add(WalBytes.Series((1, "n=1")))
            .Add(WalBytes.Samples((1, 10, 99), (1, 20, 99), (1, 15, 51), (1, 30, 3), (1, 25, 99))));
        data.WriteSegment(0, new WalBytes().Add(WalBytes.Samples((1, 15, 51), (1, 12, 52), (1, 30, 98))), "wbl");

        Assert.Equal(["""{n="1"} 5:50 10:1 12:52 15:51 20:2 30:3"""], PrometheusFolder.Dump(data, out var damages));
        Assert.Empty(damages);
    }

    [Fact]
    public void A_series_that_was_deleted_and_made_again_has_only_what_came_since()
    {
        var data = new MemoryDirectory();
        data.WriteSegment(0, new WalBytes()
            .Add(WalBytes.Series((1, "n=1"), (2, "n=2")))
            .Add(WalBytes.Samples((1, 10, 1), (2, 10, 1)))
            .Add(WalBytes.Deletion(1, long.MinValue, long.MaxValue))
            .Add(WalBytes.Series((3, "n=1")))
            .Add(WalBytes.Samples((3, 8, 2))));

        Assert.Equal(["""{n="1"} 8:2""", """{n="2"} 10:1"""], PrometheusFolder.Dump(data, out _));
    }

    [Fact]
    public void A_block_that_another_one_replaces_is_not_read()
    {
        var data = new MemoryDirectory();
        data.WriteBlock(PrometheusFolder.Id(1), 0, 100, 2, 50);
        data.WriteBlock(PrometheusFolder.Id(2), 0, 100, 1, 50);
        var newer = data.Subdirectory(PrometheusFolder.Id(2).ToString());
        var meta = System.Text.Encoding.UTF8.GetString(newer.Read("meta.json"))
            .Replace("\"level\":1", $"\"level\":2,\"parents\":[{{\"ulid\":\"{PrometheusFolder.Id(1)}\"}}]", StringComparison.Ordinal);
        newer.Write("meta.json", System.Text.Encoding.UTF8.GetBytes(meta));

        Assert.Equal(["""{n="0"} 0:0 50:50"""], PrometheusFolder.Dump(data, out _));
    }

    [Fact]
    public void Tombstones_of_a_block_are_respected()
    {
        var data = new MemoryDirectory();
        data.WriteBlock(PrometheusFolder.Id(1), 0, 100, 2, 10);
        data.WriteBlock(PrometheusFolder.Id(2), 50, 60, 2, 5);
        var block = data.Subdirectory(PrometheusFolder.Id(1).ToString());
        block.Write("tombstones", Tombstones(block, series: 1, 10, 85));

        var lines = PrometheusFolder.Dump(data, out var damages);

        Assert.Empty(damages);
        Assert.Equal("""{n="1"} 0:0 50:50 55:55 90:90""", lines[1]);
        Assert.Equal("""{n="0"} 0:0 10:10 20:20 30:30 40:40 50:50 55:55 60:60 70:70 80:80 90:90""", lines[0]);
    }

    [Fact]
    public void Ranges_cover_everything_once()
    {
        var data = new MemoryDirectory();
        data.WriteBlock(PrometheusFolder.Id(1), 1000, 2000, 1, 100);
        data.WriteBlock(PrometheusFolder.Id(2), 1500, 3000, 1, 100, offset: 0.5);
        data.WriteBlock(PrometheusFolder.Id(3), 5000, 6000, 1, 100);
        data.WriteSegment(0, new WalBytes()
            .Add(WalBytes.Series((1, "n=0"))).Add(WalBytes.Samples((1, 6500, 1), (1, 8100, 2))));
        data.WriteSegment(0, new WalBytes().Add(WalBytes.Samples((1, 800, 1), (1, 3100, 2), (1, 2950, 3))), "wbl");
        using var reader = PrometheusDataReader.Open(data, CancellationToken.None);

        var ranges = reader.Ranges(TimeSpan.FromMilliseconds(2000));

        Assert.Equal(
            [(800, 1000), (1000, 3000), (3000, 4000), (4000, 5000), (5000, 6000), (6000, 8000), (8000, 8101)],
            ranges.Select(range => (range.From.Value, range.End.Value)));
        var whole = reader.Dump(long.MinValue, long.MaxValue)[0].Split(' ').Skip(1);
        var parts = ranges.SelectMany(range => reader.Dump(range.From.Value, range.End.Value - 1))
            .SelectMany(line => line.Split(' ').Skip(1));
        Assert.Equal(whole, parts);
    }

    // A Prometheus that went on with a chunk after a restart knows of no window and uses all 64 bits of "the last one".
    [Fact]
    public void A_chunk_that_was_gone_on_with_after_a_restart_is_read()
    {
        var chunk = Convert.FromHexString("0002" + "00" + "3ff0000000000000" + "0a" + "9ffc00000000000000");
        using var decoder = new PrometheusChunkDecoder();
        using var columns = new SampleColumns();

        Assert.Null(decoder.Add(PrometheusFiles.EncodingXor, chunk, 0, 100, columns));
        Assert.Equal("0:1 10:2", PrometheusFolder.Text(columns));
    }

    private static byte[] Tombstones(Platform.Disk.StoreDirectory block, int series, long fromMs, long throughMs)
    {
        var damages = new DamageList();
        var meta = PrometheusBlockMeta.TryRead(block, "x", damages)!;
        using var index = PrometheusIndex.TryOpen(block, meta, "x", damages)!;
        var entries = new FormatBuffer();
        entries.Uvarint(index.SeriesNumber(index.SeriesOffsets().ElementAt(series)));
        entries.Varint(fromMs);
        entries.Varint(throughMs);
        var file = new FormatBuffer();
        file.UInt32(PrometheusFiles.TombstonesMagic);
        file.Byte(1);
        file.Write(entries.Written);
        file.UInt32(Storage.Blocks.Crc32C.Compute(entries.Written));
        return file.Written.ToArray();
    }

    private static void Add(SampleColumns columns, long time, Random random)
    {
        switch (random.Next(12))
        {
            case 0:
                columns.Add(time, PrometheusFolder.Whole);
                break;
            case 1:
                columns.Add(time, PrometheusFolder.Custom);
                break;
            case 2:
                columns.Add(time, new IntegerHistogram { Sum = StaleMarker.Value });
                break;
            case 3:
                columns.Add(time, StaleMarker.Value);
                break;
            default:
                columns.Add(time, random.NextDouble());
                break;
        }
    }
}
