using System.Text;
using Belfry.Model;
using Belfry.Server.Commands.Database;
using Belfry.Storage.Blocks;
using Xunit;

namespace Belfry.Server.Tests.Commands;

public sealed class GoTextTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(20, "20ms")]
    [InlineData(1_500, "1.5s")]
    [InlineData(90_000, "1m30s")]
    [InlineData(7_200_000, "2h0m0s")]
    [InlineData(7_199_999, "1h59m59.999s")]
    [InlineData(-90_001, "-1m30.001s")]
    [InlineData(2_678_400_000, "744h0m0s")]
    public void A_duration_is_written_as_Go_does(long durationMs, string expected) =>
        Assert.Equal(expected, GoText.Duration(durationMs));

    [Fact]
    public void A_time_and_a_size_are_numbers_unless_a_person_asks()
    {
        Assert.Equal("1700000000500", GoText.Time(new TimestampMs(1_700_000_000_500), false));
        Assert.Equal("2023-11-14 22:13:20 +0000 UTC", GoText.Time(new TimestampMs(1_700_000_000_500), true));
        Assert.Equal("9223372036854775807", GoText.Time(TimestampMs.MaxValue, true));
        Assert.Equal("1536", GoText.Size(1536, false));
        Assert.Equal("1KiB512B", GoText.Size(1536, true));
    }

    // As `promtool tsdb list` prints a block.
    [Fact]
    public void Blocks_are_listed_in_the_columns_of_promtool()
    {
        var block = new BlockManifest
        {
            Id = new BlockId(7),
            Kind = "metrics",
            MinTime = new TimestampMs(0),
            MaxTime = new TimestampMs(7_200_000),
            Level = 1,
            SampleCount = 12_345_678_901_234,
            SeriesCount = 3,
            ChunkCount = 4,
            Sources = [new BlockId(7)],
            FileSizesBytes = new Dictionary<string, long>(),
        };

        Assert.Equal(
            """
            BLOCK ULID                  MIN TIME     MAX TIME     DURATION     NUM SAMPLES     NUM CHUNKS   NUM SERIES   SIZE
            00000000000000000000000007  0            7200000      2h0m0s       12345678901234  4            3            99

            """,
            BlockTable.Text([(block, 99)], true, false));
    }

    // The figures are those of promtool for the same values.
    [Fact]
    public void A_distribution_is_drawn_as_promtool_does()
    {
        var text = new StringBuilder();
        AnalysisText.Histogram(text, "samples per float chunk", [120, 120, 3, 120], 4);
        AnalysisText.Histogram(text, "bytes per histogram chunk", [], 4);

        Assert.Equal(
            "samples per float chunk (min/avg/max): 3/90/120\n"
            + $"[  1, 100]: 1 {new string('#', 25)}\n[101, 200]: 3 {new string('#', 75)}\n[201, 300]: 0 \n\n"
            + "bytes per histogram chunk: N/A\n\n",
            text.ToString());
    }
}
