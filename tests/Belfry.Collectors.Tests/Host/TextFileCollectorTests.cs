using Belfry.Collectors.Host;
using Belfry.Collectors.Host.TextFiles;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Collectors.Tests.Host;

public sealed class TextFileCollectorTests
{
    [Theory]
    [InlineData("broken {\n")]
    [InlineData("timed 1 1700000000000\n")]
    [InlineData("good 1\nbad x\n")]
    [InlineData("good{\"\"=\"x\"} 1\n")]
    public void A_file_that_is_wrong_is_left_out_whole_and_told(string text)
    {
        using var tree = new HostTree();
        tree.Write("textfiles/wrong.prom", text);
        tree.Write("textfiles/right.prom", "right 1\n");
        using var collector = new TextFileCollector(tree.Options);

        var written = tree.Collect(collector, out _);

        Assert.Contains("node_textfile_scrape_error 1\n", written, StringComparison.Ordinal);
        Assert.Contains("right 1\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain("good", written, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong.prom", written, StringComparison.Ordinal);
        Assert.Contains("right.prom\"} ", written, StringComparison.Ordinal);
    }

    [Fact]
    public void The_machines_own_figures_win_over_a_file_that_uses_their_name()
    {
        using var tree = HostTree.Recorded();
        tree.Write("textfiles/load.prom", "node_load1 99\nmine 1\n");
        using var metrics = HostMetrics.Create(tree.Options, new ManualClock(), NullLogger<HostMetrics>.Instance);

        var text = HostMetricsTests.Write(metrics);

        Assert.Contains("node_load1 0.52\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("node_load1 99", text, StringComparison.Ordinal);
        Assert.Contains("mine 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_folder_there_is_nothing_wrong()
    {
        using var tree = new HostTree();
        using var collector = new TextFileCollector(tree.Options with { TextFileFolder = "" });

        Assert.Contains(
            "node_textfile_scrape_error 0\n", tree.Collect(collector, out _), StringComparison.Ordinal);
    }
}
