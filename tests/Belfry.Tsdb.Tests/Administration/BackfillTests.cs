using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Testing.Disk;
using Belfry.Testing.Time;
using Belfry.Tsdb.Administration.Backfill;
using Belfry.Tsdb.Administration.Verification;
using Xunit;

namespace Belfry.Tsdb.Tests.Administration;

public sealed class BackfillTests
{
    private const string Text = """
        # TYPE hits counter
        # HELP hits Of the page.
        hits_total{path="/"} 3 7260
        hits_total{path="/"} 1 0.5
        hits_total{path="/a"} 2 100
        # TYPE up gauge
        up 1 7200
        hits_total{path="/"} 2 7199.999
        # EOF

        """;

    private readonly MemoryDirectory disk = new();
    private readonly List<BlockManifest> written = [];

    [Fact]
    public void Samples_in_any_order_become_blocks_of_two_hours()
    {
        Run(Text);

        Assert.Equal([(0L, 7_200_000L, 3L, 2L), (7_200_000, 14_400_000, 2, 2)], written.Select(block => (
            block.MinTime.Value, block.MaxTime.Value, block.SampleCount, block.SeriesCount)));
        Assert.True(StoreVerifier.Verify(disk, _ => { }, CancellationToken.None).IsSound);
        Assert.Equal(
            [
                "{__name__=\"hits_total\", path=\"/\"} 500:1 7199999:2 7260000:3",
                "{__name__=\"hits_total\", path=\"/a\"} 100000:2",
                "{__name__=\"up\"} 7200000:1",
            ],
            Dump());
    }

    [Fact]
    public void Labels_can_be_attached_and_blocks_be_longer()
    {
        Run(Text, new BackfillOptions
        {
            BlockRangeMax = TimeSpan.FromHours(7),
            Labels = [new("from", "file"), new("path", "")],
        });

        var block = Assert.Single(written);
        Assert.Equal(TimeSpan.FromHours(6).TotalMilliseconds, block.MaxTime.Value - block.MinTime.Value);
        Assert.Equal("{__name__=\"hits_total\", from=\"file\"} 500:1 100000:2 7199999:2 7260000:3", Dump()[0]);
    }

    [Theory]
    [InlineData("up 1\n# EOF\n", "the series `up` has a sample without a time")]
    [InlineData("up 1 1\n", "line ")]
    [InlineData("up 1 1\nup 2 1\n# EOF\n", "the series {__name__=\"up\"} has two different values at 1000")]
    [InlineData("up{a=\"1\",a=\"2\"} 1 1\n# EOF\n", "the series `up{a=\"1\",a=\"2\"}` cannot be used: ")]
    public void A_text_that_cannot_be_stored_is_refused_with_its_place(string text, string problem)
    {
        var failure = Assert.Throws<BackfillException>(() => Run(text));

        Assert.StartsWith(problem, failure.Message, StringComparison.Ordinal);
        Assert.Empty(written);
        Assert.DoesNotContain(
            disk.Directories().Contains("blocks") ? disk.Subdirectory("blocks").Directories() : [],
            name => !name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_samples_of_one_time_are_one_and_an_empty_text_is_nothing()
    {
        Run("up 1 1\nup 1 1\n# EOF\n");
        Run("# EOF\n");

        Assert.Equal(1, Assert.Single(written).SampleCount);
    }

    [Fact]
    public void Samples_that_only_the_journal_has_are_never_covered_by_a_block()
    {
        using (var store = StoreFixture.Open(disk))
        {
            store.Write(StoreFixture.Series("a=b"), 7_300_000, 1);
        }

        var failure = Assert.Throws<StorageFailureException>(() => Run(Text));

        Assert.Contains("the folder's journal has samples from 7300000 on", failure.Message, StringComparison.Ordinal);
        Run("up 1 1\n# EOF\n");
        Assert.Equal(["{__name__=\"up\"} 1000:1", "{a=\"b\"} 7300000:1"], Dump());
    }

    [Fact]
    public void A_folder_in_use_is_refused()
    {
        using var store = StoreFixture.Open(disk);

        Assert.Throws<StorageFailureException>(() => Run(Text));
    }

    private void Run(string text, BackfillOptions? options = null)
    {
        var input = new MemoryDirectory();
        using (var file = input.Create("text"))
        {
            file.Write(0, System.Text.Encoding.UTF8.GetBytes(text));
        }

        using var mapped = input.Map("text");
        OpenMetricsBackfill.Run(
            mapped,
            disk,
            options ?? new BackfillOptions(),
            new ManualClock(),
            new Random(1),
            (manifest, _) => written.Add(manifest),
            CancellationToken.None);
    }

    private List<string> Dump()
    {
        using var store = StoreFixture.Open(disk);
        return store.Dump();
    }
}
