using System.Runtime.CompilerServices;
using Belfry.Ingestion.Scrape;
using Xunit;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class LinePoolTests
{
    private readonly LinePool pool = new();

    [Fact]
    public void Targets_with_the_same_lines_share_their_texts()
    {
        var one = Rig("one");
        var other = Rig("other");

        Assert.Null(one.Scrape(1000, Text(1, 400)));
        Assert.Null(other.Scrape(1000, Text(2, 400)));

        Assert.True(one.Cache.Blocks.Length > 4);
        Assert.True(one.Cache.Blocks.SequenceEqual(other.Cache.Blocks));
        Assert.Equal("1000:1", one.Samples("{__name__=\"m7\", instance=\"one\", n=\"7\"}"));
        Assert.Equal("1000:2", other.Samples("{__name__=\"m7\", instance=\"other\", n=\"7\"}"));
    }

    [Fact]
    public void A_line_more_changes_only_the_block_that_it_is_in()
    {
        var one = Rig("one");
        var other = Rig("other");

        Assert.Null(one.Scrape(1000, Text(1, 400)));
        Assert.Null(other.Scrape(1000, "m_of_its_own 1\n" + Text(2, 400)));

        Assert.False(ReferenceEquals(one.Cache.Blocks[0], other.Cache.Blocks[0]));
        Assert.True(one.Cache.Blocks[2..].SequenceEqual(other.Cache.Blocks[^(one.Cache.Blocks.Length - 2)..]));
    }

    [Fact]
    public void Lines_that_come_later_end_up_in_the_blocks_that_a_target_had_them_in_from_the_start()
    {
        var one = Rig("one");
        var other = Rig("other");

        Assert.Null(one.Scrape(1000, Text(1, 400)));
        Assert.Null(other.Scrape(1000, Text(1, 150)));
        Assert.Null(other.Scrape(2000, Text(2, 400)));

        Assert.True(one.Cache.Blocks.SequenceEqual(other.Cache.Blocks));
    }

    [Fact]
    public void A_line_under_another_type_is_another_line()
    {
        var one = Rig("one");
        var other = Rig("other");

        Assert.Null(one.Scrape(1000, "# TYPE a counter\na 1\n"));
        Assert.Null(other.Scrape(1000, "# TYPE b counter\na 1\n"));
        Assert.Null(other.Scrape(2000, "# TYPE a counter\na 1\n"));

        Assert.True(one.Cache.Blocks.SequenceEqual(other.Cache.Blocks));
        Assert.Null(other.Scrape(3000, "# TYPE a gauge\na 1\n"));
        Assert.False(one.Cache.Blocks.SequenceEqual(other.Cache.Blocks));
        Assert.Equal(1, one.Cache.Blocks.Length);
    }

    [Fact]
    public void Blocks_that_no_target_has_any_more_are_let_go()
    {
        var blocks = WeakBlocks();

        GC.Collect();

        Assert.All(blocks, block => Assert.False(block.TryGetTarget(out _)));
        for (var target = 0; target < 3000; target++)
        {
            Assert.Null(Rig("one").Scrape(1000, $"m{target} 1\n"));
            if (target % 512 == 0)
            {
                GC.Collect();
            }
        }

        Assert.True(pool.Count < 2500, $"{pool.Count} blocks");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private List<WeakReference<LineBlock>> WeakBlocks()
    {
        var rig = Rig("one");
        Assert.Null(rig.Scrape(1000, Text(1, 400)));
        return [.. rig.Cache.Blocks.ToArray().Select(block => new WeakReference<LineBlock>(block))];
    }

    private IntakeRig Rig(string instance) => new(pool, null, ("instance", instance));

    private static string Text(int value, int lineCount) => string.Concat(Enumerable.Range(0, lineCount).Select(
        number => (number % 20 == 0 ? $"# HELP m{number} help\n# TYPE m{number} gauge\n" : "")
            + $"m{number}{{n=\"{number}\"}} {value}\n"));
}
