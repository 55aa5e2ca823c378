using Belfry.Model.Re2;
using Xunit;

namespace Belfry.Model.Tests.Re2;

public sealed class Re2ReplaceTests
{
    [Theory]
    [InlineData("a", "banana", "<$0>", "b<a>n<a>n<a>")]
    [InlineData("a*", "baac", "x", "xbxcx")]
    [InlineData("", "ab", "-", "-a-b-")]
    [InlineData("", "é😀", "-", "-é-😀-")]
    [InlineData("(a)(n)?", "banana", "[$2$1]", "b[na][na][a]")]
    [InlineData("^a", "aa", "x", "xa")]
    [InlineData("(?m)^", "a\nb", "> ", "> a\n> b")]
    [InlineData(@"\b", "a b", "|", "|a| |b|")]
    [InlineData("b", "aaa", "x", "aaa")]
    [InlineData("(?P<x>a)", "a", "${x}y$xy", "ay")]
    public void Every_match_is_replaced_as_in_go(string pattern, string text, string template, string result) =>
        Assert.Equal(result, Re2MatchTests.Parse(pattern).ReplaceAll(text, template));

    [Theory]
    [InlineData("$1", "foo")]
    [InlineData("${1}", "foo")]
    [InlineData("${1}x", "foox")]
    [InlineData("$1x", "")]
    [InlineData("$1-$2", "foo-bar")]
    [InlineData("$name/${name}", "bar/bar")]
    [InlineData("$names", "")]
    [InlineData("$0", "foo;bar")]
    [InlineData("$3$99", "")]
    [InlineData("$01", "")]
    [InlineData("$$1", "$1")]
    [InlineData("$", "$")]
    [InlineData("a$", "a$")]
    [InlineData("$;", "$;")]
    [InlineData("${", "${")]
    [InlineData("${1", "${1")]
    [InlineData("${1;}", "${1;}")]
    [InlineData("${}", "${}")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("$1é", "")]
    public void A_template_is_filled_as_in_go(string template, string result)
    {
        Assert.True(Re2Expression.TryParseAnchored("(.*);(?P<name>.*)", out var expression, out _));

        Assert.True(expression.TryExpand("foo;bar", template, out var expanded));
        Assert.Equal(result, expanded);
    }

    [Fact]
    public void Nothing_is_expanded_without_a_match()
    {
        Assert.True(Re2Expression.TryParseAnchored("a(.*)", out var expression, out _));

        Assert.False(expression.TryExpand("ba", "$1", out var result));
        Assert.Null(result);
    }
}
