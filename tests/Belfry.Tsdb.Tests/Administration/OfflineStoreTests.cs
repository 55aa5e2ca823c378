using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Administration.Offline;
using Xunit;

namespace Belfry.Tsdb.Tests.Administration;

public sealed class OfflineStoreTests
{
    [Fact]
    public void It_answers_as_the_store_does_and_changes_nothing()
    {
        var disk = VerificationTests.Filled();
        var before = VerificationTests.Contents(disk);
        List<string> found;
        using (var offline = OfflineStore.Open(disk))
        {
            found = offline.Dump();
            Assert.Equal([], offline.Problems);
            Assert.Equal((new TimestampMs(10_000), new TimestampMs(13_000)), offline.Range);
            Assert.Throws<StorageFailureException>(() => StoreFixture.Open(disk));
        }

        Assert.Equal(before, VerificationTests.Contents(disk));
        using var store = StoreFixture.Open(disk);
        Assert.Equal(store.Dump(), found);
    }

    [Fact]
    public void What_is_damaged_is_left_out_and_told()
    {
        var disk = VerificationTests.Filled();
        var blocks = disk.Subdirectory("blocks");
        var name = blocks.Directories()[0];
        var block = (MemoryDirectory)blocks.Subdirectory(name);
        block.Overwrite("index", block.ReadAll("index")[..^1]);
        var journal = (MemoryDirectory)disk.Subdirectory("journal");
        var segment = journal.ReadAll(journal.Files()[0]);
        segment[30] ^= 1;
        journal.Overwrite(journal.Files()[0], segment);

        using var offline = OfflineStore.Open(disk);

        Assert.Equal(2, offline.Problems.Count);
        Assert.Contains($"blocks/{name}/index", offline.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith($"journal/{journal.Files()[0]}, byte 16: ", offline.Problems[1], StringComparison.Ordinal);
        Assert.Equal(blocks.Directories().Count - 1, offline.Blocks.Count);
    }

    [Fact]
    public void A_block_is_analyzed_by_labels()
    {
        var disk = VerificationTests.Filled();
        using var offline = OfflineStore.Open(disk);

        var all = offline.Analyze(null, new AnalysisRequest { ReadsChunks = true }, CancellationToken.None);
        var some = offline.Analyze(
            all.Manifest.Id,
            new AnalysisRequest { Matchers = [StoreFixture.Matcher("__name__=m1")], Limit = 1 },
            CancellationToken.None);

        Assert.Equal((7L, 3L, 11L, 21L), (
            all.SeriesCount, all.LabelNameCount, all.LabelPairCount, all.PostingsEntryCount));
        Assert.Equal([new("m0", 3), new("m1", 2), new("m2", 2)], all.SeriesCountByMetricName);
        Assert.Equal([new("number", 7), new("__name__", 3), new("job", 1)], all.ValueCountByLabelName);
        Assert.Equal([new("number", 7), new("__name__", 6), new("job", 1)], all.ValueBytesByLabelName);
        Assert.Equal(new("job=a", 7), all.SeriesCountByLabelPair[0]);
        Assert.Equal(all.Manifest.ChunkCount, all.FloatChunks.Count);
        Assert.Equal(all.Manifest.SampleCount, all.FloatChunks.Sum(chunk => chunk.SampleCount));
        Assert.Equal(2, some.SeriesCount);
        Assert.Single(some.SeriesCountByLabelPair);
        var failure = Assert.Throws<StorageFailureException>(
            () => offline.Analyze(new Storage.Blocks.BlockId(1), new AnalysisRequest(), CancellationToken.None));
        Assert.Contains("there is no block 00000000000000000000000001", failure.Message, StringComparison.Ordinal);
    }
}
