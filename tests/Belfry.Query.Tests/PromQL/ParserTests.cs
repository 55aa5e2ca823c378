using Belfry.Model.Matching;
using Belfry.Query.PromQL;
using Xunit;

namespace Belfry.Query.Tests.PromQL;

public sealed class ParserTests
{
    [Theory]
    [InlineData("1 + 2 * 3 ^ 2 ^ 0", "1 + 2 * 3 ^ 2 ^ 0")]
    [InlineData("-x ^ 2", "-x ^ 2")]
    [InlineData("sum(x)by(job)", "sum by (job) (x)")]
    [InlineData("SUM without (a,) (x offset -5m)", "sum without (a) (x offset -5m)")]
    [InlineData("x{b='1',a!~\"y.*\"} @ end()", "x{a!~\"y.*\",b=\"1\"} @ end()")]
    [InlineData("a * on(x) group_left(y) b", "a * on (x) group_left (y) b")]
    [InlineData("rate(x[5m:])", "rate(x[5m:])")]
    [InlineData("x[300]", "x[5m]")]
    [InlineData("vector(1_000) # remark", "vector(1000)")]
    [InlineData("{\"a.b\", \"l.x\"=\"v\"}", "{\"l.x\"=\"v\",__name__=\"a.b\"}")]
    [InlineData("sum + min", "sum + min")]
    [InlineData("x == bool 1e3", "x == bool 1000")]
    public void A_query_prints_in_canonical_form(string text, string canonical) =>
        Assert.Equal(canonical, Parse(text).ToString());

    [Theory]
    [InlineData("", "unknown position: parse error: no expression found in input")]
    [InlineData("sum(", "1:5: parse error: unclosed left parenthesis")]
    [InlineData(
        "a\n+ rate(b)",
        "2:8: parse error: expected type range vector in call to function \"rate\", got instant vector")]
    [InlineData("1 == 1", "1:3: parse error: comparisons between scalars must use BOOL modifier")]
    [InlineData("x{a=\"1\"", "1:8: parse error: unexpected end of input inside braces")]
    [InlineData("raet(x[5m])", "1:1: parse error: unknown function with name \"raet\"")]
    [InlineData("x[5m] + 1", "1:1: parse error: binary expression must contain only scalar and instant vector types")]
    [InlineData("mad_over_time(x[5m])", "1:1: parse error: function \"mad_over_time\" is not enabled")]
    public void What_is_wrong_is_said_as_Prometheus_says_it(string text, string message)
    {
        Assert.False(PromQLParser.TryParse(text, out _, out var diagnostics));
        Assert.Equal(message, PromQLParser.Render(diagnostics));
    }

    [Fact]
    public void A_misspelt_function_gets_a_suggestion()
    {
        Assert.False(PromQLParser.TryParse("ratte(x[5m])", out _, out var diagnostics));

        Assert.Equal("did you mean `rate`?", diagnostics[0].Hint);
    }

    [Fact]
    public void All_type_errors_are_reported_not_only_the_first()
    {
        Assert.False(PromQLParser.TryParse("rate(a) + rate(b)", out _, out var diagnostics));

        Assert.Equal([6, 16], diagnostics.Select(diagnostic => diagnostic.Location.Column));
    }

    [Fact]
    public void A_query_that_is_nested_too_deeply_is_refused()
    {
        var parens = new string('(', 5000) + "1" + new string(')', 5000);
        var chain = "1" + string.Concat(Enumerable.Repeat("+1", 5000));

        Assert.False(PromQLParser.TryParse(parens, out _, out var inParens));
        Assert.False(PromQLParser.TryParse(chain, out _, out var inChain));

        Assert.EndsWith("expression is nested too deeply", PromQLParser.Render(inParens), StringComparison.Ordinal);
        Assert.EndsWith("expression is nested too deeply", PromQLParser.Render(inChain), StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_is_too_long_is_refused()
    {
        var text = new string('a', PromQLParser.LengthBytesMax + 1);

        Assert.False(PromQLParser.TryParse(text, out _, out var diagnostics));

        Assert.Equal("1:1: parse error: query is longer than 1 MiB", PromQLParser.Render(diagnostics));
    }

    [Fact]
    public void A_selector_gives_its_matchers_with_the_name_last()
    {
        Assert.True(PromQLParser.TryParseSelector("up{job=~\"a|b\"}", out var matchers, out _));

        Assert.Equal(["job=~\"a|b\"", "__name__=\"up\""], matchers.Select(matcher => matcher.ToString()));
        Assert.Equal(MatchOperator.RegexMatch, matchers[0].Operator);
    }

    [Fact]
    public void An_expression_is_no_selector()
    {
        Assert.False(PromQLParser.TryParseSelector("up + 1", out _, out var diagnostics));

        Assert.Equal("1:4: parse error: unexpected <op:+>", PromQLParser.Render(diagnostics));
    }

    private static Expression Parse(string text)
    {
        var isParsed = PromQLParser.TryParse(text, out var expression, out var diagnostics);
        Assert.True(isParsed, string.Join('\n', diagnostics));
        return expression!;
    }
}
