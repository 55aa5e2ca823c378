using Belfry.Configuration.Alertmanager.Matchers;
using Xunit;

namespace Belfry.Configuration.Tests.Alertmanager.Matchers;

/// <summary>Both syntaxes of matchers, and how they go together.</summary>
public sealed class MatcherTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("{}", "")]
    [InlineData("{foo=bar,}", "foo=\"bar\"")]
    [InlineData("foo = bar, baz !~ \"a|b\"", "foo=\"bar\",baz!~\"a|b\"")]
    [InlineData("\"a b\"=\"c\\n\\u00e9\\x41\\101\"", "\"a b\"=\"c\\néAA\"")]
    [InlineData("foo🙂=bar", "\"foo🙂\"=\"bar\"")]
    public void The_newer_syntax_reads_names_and_values_in_quotes(string input, string expected)
    {
        var parse = AlertmanagerMatchers.Parse(input, MatcherSyntax.Utf8Strict);

        Assert.Equal("", parse.Error);
        Assert.Equal(expected, parse.Suggestion);
    }

    [Theory]
    [InlineData(",", "0:1: unexpected ,: expected label name")]
    [InlineData("{", "0:1: end of input: expected close brace")]
    [InlineData("foo=bar}", "0:8: }: expected opening brace")]
    [InlineData("{foo=bar}baz", "9:12: baz: expected end of input")]
    [InlineData("foo", "end of input: expected an operator such as '=', '!=', '=~' or '!~'")]
    [InlineData("foo=", "end of input: expected label value")]
    [InlineData("foo=bar baz", "8:11: unexpected baz: expected a comma or close brace")]
    [InlineData("foo=bar,=", "8:9: unexpected =: expected a matcher or close brace after comma")]
    [InlineData("foo=\"bar", "4:8: \"bar: missing end \": expected label value")]
    [InlineData("foo=\"\\q\"", "4:8: \"\\q\": invalid input")]
    [InlineData("foo=\"\\xff\"", "4:10: \"\\xff\": invalid input")]
    [InlineData("foo!bar", "3:4: !: expected one of '=~': expected an operator such as '=', '!=', '=~' or '!~'")]
    public void The_newer_syntax_says_what_it_expected_and_where(string input, string expected) =>
        Assert.Equal(expected, AlertmanagerMatchers.Parse(input, MatcherSyntax.Utf8Strict).Error);

    [Theory]
    [InlineData("{foo=bar\\t}", "foo=\"bar\\\\t\"")]
    [InlineData("foo=a b", "foo=\"a b\"")]
    [InlineData("tricky=~~~", "tricky=~\"~~\"")]
    [InlineData("job=", "job=\"\"")]
    [InlineData("a=\"x,y\",b=z", "a=\"x,y\",b=\"z\"")]
    [InlineData("a=\"\\\"q\\\"\"", "a=\"\\\"q\\\"\"")]
    public void The_classic_syntax_takes_values_without_quotes(string input, string expected)
    {
        var parse = AlertmanagerMatchers.Parse(input, MatcherSyntax.Classic);

        Assert.Equal("", parse.Error);
        Assert.Equal(expected, parse.Suggestion);
    }

    [Theory]
    [InlineData("a-b=c", "bad matcher format: a-b=c")]
    [InlineData("a=b\"", "matcher value contains unescaped double quote: b\"")]
    [InlineData("{,}", "bad matcher format: ")]
    public void The_classic_syntax_says_what_is_wrong(string input, string expected) =>
        Assert.Equal(expected, AlertmanagerMatchers.Parse(input, MatcherSyntax.Classic).Error);

    [Fact]
    public void Where_the_newer_syntax_fails_the_classic_one_is_taken_and_told()
    {
        var parse = AlertmanagerMatchers.Parse("foo=!bar\\n");

        Assert.True(parse.IsIncompatible);
        Assert.Equal("foo=\"!bar\\n\"", parse.Suggestion);
    }

    [Fact]
    public void Where_both_read_differently_the_classic_reading_is_taken_and_told()
    {
        var parse = AlertmanagerMatchers.Parse("foo=\"\\x41\"");

        Assert.True(parse.IsDisagreement);
        Assert.Equal("\\x41", parse.Matchers[0].Value);
    }

    [Theory]
    [InlineData("{a=b}", "unexpected open or close brace: {a=b}")]
    [InlineData("", "bad matcher format: ")]
    [InlineData("a=b", "")]
    public void A_single_matcher_has_no_braces(string input, string error) =>
        Assert.Equal(error, AlertmanagerMatchers.ParseOne(input).Error);
}
