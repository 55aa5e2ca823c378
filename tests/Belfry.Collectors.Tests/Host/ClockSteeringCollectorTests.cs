using Belfry.Collectors.Host;
using Belfry.Collectors.Host.Machine;
using Belfry.Platform.Time;
using Xunit;

namespace Belfry.Collectors.Tests.Host;

public sealed class ClockSteeringCollectorTests
{
    [Theory]
    [InlineData(0, 0x2001, 1.5e-6, 1)]
    [InlineData(5, 0x40, 1.5e-3, 0)]
    public void The_offset_has_the_unit_that_the_status_says(int state, int status, double offset, double isSynchronised)
    {
        using var tree = new HostTree();
        var collector = new ClockSteeringCollector((out KernelClock clock) =>
        {
            clock = new KernelClock(state, status, 1500, 65536 * 20, 2_000_000, 16, 7, 10_000, 37, default);
            return true;
        });

        var series = Series.Parse(tree.Collect(collector, out _));

        Assert.Equal(offset, series.Samples["node_timex_offset_seconds"], 1e-12);
        Assert.Equal(isSynchronised, series.Samples["node_timex_sync_status"]);
        Assert.Equal(1.00002, series.Samples["node_timex_frequency_adjustment_ratio"], 1e-12);
        Assert.Equal(2, series.Samples["node_timex_maxerror_seconds"]);
        Assert.Equal(0.01, series.Samples["node_timex_tick_seconds"]);
        Assert.Equal(37, series.Samples["node_timex_tai_offset_seconds"]);
    }

    [Fact]
    public void A_kernel_that_does_not_say_has_nothing_of_the_kind()
    {
        using var tree = new HostTree();
        var text = tree.Collect(
            new ClockSteeringCollector((out KernelClock clock) => (clock = default) != default), out var outcome);

        Assert.Equal((CollectOutcome.NothingThere, ""), (outcome, text));
    }
}
