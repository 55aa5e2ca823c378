using System.Text;
using Belfry.Model.Matching;
using Xunit;

namespace Belfry.Model.Tests;

public sealed class LabelMatcherTests
{
    [Theory]
    [InlineData(MatchOperator.Equal, "bar", "bar", true)]
    [InlineData(MatchOperator.Equal, "bar", "foo-bar", false)]
    [InlineData(MatchOperator.NotEqual, "bar", "bar", false)]
    [InlineData(MatchOperator.NotEqual, "bar", "foo-bar", true)]
    [InlineData(MatchOperator.RegexMatch, "bar", "foo-bar", false)]
    [InlineData(MatchOperator.RegexMatch, ".*bar", "foo-bar", true)]
    [InlineData(MatchOperator.RegexNotMatch, "bar", "bar", false)]
    [InlineData(MatchOperator.RegexNotMatch, "bar", "foo-bar", true)]
    [InlineData(MatchOperator.RegexMatch, "$*bar", "foo-bar", false)]
    [InlineData(MatchOperator.RegexMatch, "bar^+", "foo-bar", false)]
    [InlineData(MatchOperator.RegexMatch, "a.b", "a\nb", true)]
    [InlineData(MatchOperator.Equal, "", "", true)]
    [InlineData(MatchOperator.RegexMatch, ".*", "", true)]
    [InlineData(MatchOperator.RegexMatch, ".+", "", false)]
    public void Matching_is_of_the_whole_value(MatchOperator op, string pattern, string value, bool isMatch)
    {
        var matcher = Create(op, pattern);

        Assert.Equal(isMatch, matcher.Matches(Encoding.UTF8.GetBytes(value)));
        Assert.Equal(isMatch, matcher.Matches(Labels.From(("other", "x"), ("name", value))));
    }

    [Theory]
    [InlineData(MatchOperator.Equal, "", true)]
    [InlineData(MatchOperator.NotEqual, "", false)]
    [InlineData(MatchOperator.NotEqual, "a", true)]
    [InlineData(MatchOperator.RegexMatch, "a|", true)]
    [InlineData(MatchOperator.RegexMatch, "a+", false)]
    [InlineData(MatchOperator.RegexNotMatch, "a+", true)]
    public void A_missing_label_is_the_empty_value(MatchOperator op, string pattern, bool matchesEmpty)
    {
        var matcher = Create(op, pattern);

        Assert.Equal(matchesEmpty, matcher.MatchesEmpty);
        Assert.Equal(matchesEmpty, matcher.Matches(Labels.Empty));
    }

    [Fact]
    public void An_invalid_expression_is_refused_with_the_message_of_go()
    {
        Assert.False(LabelMatcher.TryCreate("a", MatchOperator.RegexMatch, "[", out _, out var error));
        Assert.Equal("error parsing regexp: missing closing ]: `[`", error);
    }

    [Fact]
    public void Finite_values_are_known_for_equalities_and_alternations()
    {
        Assert.Equal(["a"], Create(MatchOperator.Equal, "a").FiniteValues);
        Assert.Equal(["a", "b"], Create(MatchOperator.RegexMatch, "a|b").FiniteValues);
        Assert.Null(Create(MatchOperator.RegexMatch, "a|b.*").FiniteValues);
    }

    [Theory]
    [InlineData("job", MatchOperator.Equal, "a", "job=\"a\"")]
    [InlineData("job", MatchOperator.RegexNotMatch, "a\"b", "job!~\"a\\\"b\"")]
    [InlineData("my job", MatchOperator.NotEqual, "a", "\"my job\"!=\"a\"")]
    [InlineData("job", MatchOperator.RegexMatch, @"\d", "job=~\"\\\\d\"")]
    public void A_matcher_is_printed_as_promql_writes_it(string name, MatchOperator op, string value, string text)
    {
        Assert.True(LabelMatcher.TryCreate(name, op, value, out var matcher, out _));
        Assert.Equal(text, matcher.ToString());
    }

    [Fact]
    public void Matchers_are_equal_when_name_operator_and_value_are()
    {
        Assert.Equal(Create(MatchOperator.Equal, "a"), LabelMatcher.Equality("name", "a"));
        Assert.NotEqual(Create(MatchOperator.NotEqual, "a"), LabelMatcher.Equality("name", "a"));
        Assert.Equal(
            Create(MatchOperator.RegexMatch, "a").GetHashCode(), Create(MatchOperator.RegexMatch, "a").GetHashCode());
    }

    private static LabelMatcher Create(MatchOperator op, string value)
    {
        Assert.True(LabelMatcher.TryCreate("name", op, value, out var matcher, out var error), error);
        return matcher;
    }
}
