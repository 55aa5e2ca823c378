using Belfry.Encoding.Exposition;
using Xunit;

namespace Belfry.Encoding.Tests.Exposition;

public sealed class OpenMetricsReaderTests
{
    [Fact]
    public void Exemplars_are_checked_counted_and_read()
    {
        byte[] text =
        [
            .. "# TYPE h histogram\n# UNIT h_seconds seconds\nh_bucket{le=\"1\"} 1 # {id=\"a b\"} 4 123.5\n"u8,
            .. "h_count 1 1520879607.789 # {} 4\nh_created 1520872607.123\n# EOF\n"u8,
        ];

        var reader = new OpenMetricsReader(text);
        while (reader.Read() is not (ExpositionEntry.End or ExpositionEntry.Invalid))
        {
        }

        Assert.Null(reader.Error);
        Assert.Equal(2, reader.ExemplarCount);
        Assert.Equal(
            [
                "Type h: histogram",
                "Unit h_seconds: seconds",
                "{__name__=\"h_bucket\", le=\"1.0\"} 1 # {id=\"a b\"} 4 @123500",
                "{__name__=\"h_count\"} 1 @1520879607789 # {} 4",
                "{__name__=\"h_created\"} 1520872607.123",
            ],
            ReaderDump.OpenMetrics(text));
    }

    [Theory]
    [InlineData("a 1\n", "2:1: data does not end with # EOF")]
    [InlineData("# EOF\na 1", "2:1: unexpected data after # EOF")]
    [InlineData("# TYPE a untyped\n# EOF\n", "1:9: invalid metric type \"untyped\"")]
    [InlineData("# UNIT m suffix\n# EOF\n", "1:9: unit \"suffix\" not a suffix of metric \"m\"")]
    [InlineData("a\t1\n", "1:2: expected value after metric, got \"\\t\" (\"INVALID\") while parsing: \"a\\t\"")]
    [InlineData("a 1 -Inf\n# EOF\n", "1:4: invalid timestamp -Inf")]
    [InlineData("a 1 # {b=\"c\"} 1 NaN\n# EOF\n", "1:16: invalid exemplar timestamp NaN")]
    [InlineData("a 1 # {\"b\",c=\"d\"} 1\n# EOF\n",
        "1:11: expected label name, got \",c\" (\"COMMA\") while parsing: \"a 1 # {\\\"b\\\",c\"")]
    [InlineData("\n# EOF\n", "1:1: expected a valid start token, got \"\\n\" (\"INVALID\") while parsing: \"\\n\"")]
    public void An_error_says_where_and_what(string text, string expected)
    {
        Assert.Equal(expected, ReaderDump.OpenMetrics(text)[^1]);
    }
}
