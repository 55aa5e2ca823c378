using Belfry.Query.PromQL;
using Xunit;

namespace Belfry.Query.Tests.PromQL;

public sealed class PrettyTextTests
{
    [Theory]
    [InlineData("a+b", "a + b")]
    [InlineData("-(abcdef + bc)", "-(\n    abcdef\n  +\n    bc\n)")]

    // A subquery that fits is not moved in, in the original too.
    [InlineData("rate(a[5m:1m])", "rate(\na[5m:1m]\n)")]
    [InlineData("min(abcdefgh)", "min(\n  abcdefgh\n)")]

    [InlineData("(a < b123456)", "(\n    a\n  <\n    b123456\n)")]
    public void What_is_longer_than_a_line_is_broken_up_at_its_parts(string query, string expected) =>
        Assert.Equal(expected, Pretty(query, lineBytesMax: 10));

    [Fact]
    public void Length_is_counted_in_bytes()
    {
        Assert.Equal("x{a=\"é\"}", Pretty("x{a=\"é\"}", 9));
        Assert.Equal("(x{a=\"é\"})", Pretty("(x{a=\"é\"})", 11));
        Assert.Equal("(\n  x{a=\"é\"}\n)", Pretty("(x{a=\"é\"})", 10));
    }

    [Fact]
    public void A_line_has_a_hundred_bytes_unless_told_otherwise()
    {
        var hundred = "sum(" + new string('x', 95) + ")";

        Assert.Equal(hundred, PrettyText.Of(Parse(hundred)));
        Assert.Equal("sum(\n  " + new string('x', 96) + "\n)", PrettyText.Of(Parse($"sum({new string('x', 96)})")));
    }

    [Fact]
    public void A_text_that_would_be_mostly_indents_stays_on_one_line()
    {
        var arguments = string.Concat(Enumerable.Repeat(",\"a\"", 20_000));
        var query = new string('(', 900) + $"label_join(x,\"b\",\"c\"{arguments})" + new string(')', 900);

        Assert.DoesNotContain("\n", PrettyText.Of(Parse(query)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_on_several_lines_means_the_same()
    {
        const string Query = "-sum by (a) (rate(x[5m]) * on (a) group_left y) > bool topk(3, x offset 5m) "
            + "or max_over_time(x[5m:1m])";

        Assert.Equal(Parse(Query).ToString(), Parse(Pretty(Query, 1)).ToString());
    }

    private static string Pretty(string query, int lineBytesMax) => PrettyText.Of(Parse(query), lineBytesMax);

    private static Expression Parse(string query) =>
        PromQLParser.TryParse(query, out var expression, out var diagnostics)
            ? expression
            : throw new InvalidOperationException(PromQLParser.Render(diagnostics));
}
