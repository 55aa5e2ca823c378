using Belfry.Query.Scripts;
using Xunit;

namespace Belfry.Query.Tests.Scripts;

public sealed class SeriesLineReaderTests
{
    [Theory]
    [InlineData("m 1 2 3", "1 2 3")]
    [InlineData("m 1x2 _ 3", "1 1 1 _ 3")]
    [InlineData("m _x3 1", "_ _ _ 1")]
    [InlineData("m 0-5x2", "0 -5 -10")]
    [InlineData("m 1+2.5x2 -1e3", "1 3.5 6 -1000")]
    [InlineData("m Inf -inf nan", "+Inf -Inf NaN")]
    [InlineData("m {{}}", "{{}}")]
    [InlineData(
        "m {{schema:1 count:3 buckets:[1 2] offset:-1}}x1",
        "{{schema:1 count:3 offset:-1 buckets:[1 2]}} {{schema:1 count:3 offset:-1 buckets:[1 2]}}")]
    [InlineData(
        "m {{count:1 buckets:[1]}}+{{count:1 buckets:[1]}}x2",
        "{{count:1 buckets:[1]}} {{count:2 buckets:[2]}} {{count:3 buckets:[3]}}")]
    [InlineData(
        "m {{count:3 buckets:[3]}}-{{count:1 buckets:[1]}}x1 5",
        "{{count:3 buckets:[3]}} {{count:2 buckets:[2]}} 5")]
    public void Values_stand_for_positions(string line, string values) =>
        Assert.Equal(values, string.Join(' ', SeriesLineReader.Read(line).Values));

    [Theory]
    [InlineData("m{a=\"b c\", d=\"}\"} 1", "{__name__=\"m\", a=\"b c\", d=\"}\"}")]
    [InlineData("{\"m.n\", 'x.y'=`z`} 1", "{__name__=\"m.n\", \"x.y\"=\"z\"}")]
    [InlineData("{} 1", "{}")]
    public void Labels_are_those_of_the_language(string line, string labels) =>
        Assert.Equal(labels, SeriesLineReader.Read(line).Labels.ToString());

    [Theory]
    [InlineData("m 1-", "1-: not a value")]
    [InlineData("m -3-3", "-3-3: not a value")]
    [InlineData("m 1x", "1x: no number of repeats below 1000000")]
    [InlineData("m 1x1000000", "1x1000000: no number of repeats below 1000000")]
    [InlineData("m 1x999999 1x999999", "more than 1000000 values in a line")]
    [InlineData("m {{a:1}}", "bad histogram descriptor found: \"a\"")]
    [InlineData("m {{schema:1 schema:1}}", "duplicate key \"schema\" in histogram")]
    [InlineData("m {{buckets:1}}", "bad histogram descriptor found: \"buckets\"")]
    [InlineData("m {{buckets:[1}}", "a list is not closed by `]`")]
    [InlineData("m {{count:1", "a histogram is not closed by `}}`")]
    [InlineData("m {{schema:1}}+{{schema:0}}x1", "error combining histograms: cannot merge from schema 0 to 1")]
    [InlineData("m{a=\"b\"", "unclosed brace")]
    public void A_line_that_is_wrong_says_why(string line, string complaint) =>
        Assert.Equal(complaint, Assert.Throws<ScriptException>(() => SeriesLineReader.Read(line)).Message);

    [Fact]
    public void Start_timestamps_are_offsets_to_the_samples() =>
        Assert.Equal(
            [null, -30_000, -60_000, -1, null, null, 0],
            SeriesLineReader.ReadStarts("m{a=\"b\"}@st _ -30s-30sx1 -1ms _x2 0s").StartOffsetsMs);
}
