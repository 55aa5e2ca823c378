using Belfry.Model.Re2;
using Xunit;

namespace Belfry.Model.Tests.Re2;

public sealed class Re2SyntaxTests
{
    // The texts are Go's (regexp/syntax).
    [Theory]
    [InlineData("(foo", "missing closing ): `(foo`")]
    [InlineData("a)(b", "unexpected ): `a)(b`")]
    [InlineData("[a", "missing closing ]: `[a`")]
    [InlineData("x[a-", "missing closing ]: `[a-`")]
    [InlineData("[b-a]", "invalid character class range: `b-a`")]
    [InlineData("[[:foo:]]", "invalid character class range: `[:foo:]`")]
    [InlineData(@"\pX", @"invalid character class range: `\pX`")]
    [InlineData(@"\p{Foo}b", @"invalid character class range: `\p{Foo}`")]
    [InlineData(@"[\p{Foo]", @"invalid character class range: `\p{Foo]`")]
    [InlineData("*", "missing argument to repetition operator: `*`")]
    [InlineData("a|*?", "missing argument to repetition operator: `*?`")]
    [InlineData("(?i)+", "missing argument to repetition operator: `+`")]
    [InlineData("({2})", "missing argument to repetition operator: `{2}`")]
    [InlineData("a**", "invalid nested repetition operator: `**`")]
    [InlineData("a+{2}?", "invalid nested repetition operator: `+{2}?`")]
    [InlineData("a{1001}", "invalid repeat count: `{1001}`")]
    [InlineData("a{2,1}", "invalid repeat count: `{2,1}`")]
    [InlineData("a{99999999999999999999}", "invalid repeat count: `{99999999999999999999}`")]
    [InlineData("(?:a{500}){10}", "invalid repeat count: `{10}`")]
    [InlineData("((a{100}){10}){2}", "invalid repeat count: `{2}`")]
    [InlineData(@"\", "trailing backslash at end of expression: ``")]
    [InlineData(@"\Z", @"invalid escape sequence: `\Z`")]
    [InlineData(@"\8", @"invalid escape sequence: `\8`")]
    [InlineData(@"(a)\1", @"invalid escape sequence: `\1`")]
    [InlineData(@"\C", @"invalid escape sequence: `\C`")]
    [InlineData(@"\x{110000}", @"invalid escape sequence: `\x{110000`")]
    [InlineData(@"\xZZ", @"invalid escape sequence: `\xZZ`")]
    [InlineData("(?=a)", "invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("(?!a)", "invalid or unsupported Perl syntax: `(?!`")]
    [InlineData("(?i", "invalid or unsupported Perl syntax: `(?i`")]
    [InlineData("(?i-)", "invalid or unsupported Perl syntax: `(?i-)`")]
    [InlineData("(?P=n)", "invalid or unsupported Perl syntax: `(?P`")]
    [InlineData("(?P<n", "invalid named capture: `(?P<n`")]
    [InlineData("(?P<>a)", "invalid named capture: `(?P<>`")]
    [InlineData("(?P<a b>a)", "invalid named capture: `(?P<a b>`")]
    [InlineData("(?<=a)", "invalid named capture: `(?<=a)`")]
    public void An_invalid_pattern_has_the_message_of_go(string pattern, string message)
    {
        Assert.False(Re2Expression.TryParse(pattern, out var expression, out var error));

        Assert.Equal("error parsing regexp: " + message, error);
        Assert.Null(expression);
    }

    // Not a row of the table: a lone surrogate does not survive its serialisation.
    [Fact]
    public void A_pattern_that_is_no_text_is_refused()
    {
        Assert.False(Re2Expression.TryParse("a\ud800", out _, out var error));
        Assert.Equal("error parsing regexp: invalid UTF-8: `a\ud800`", error);
    }

    [Fact]
    public void The_message_shows_the_pattern_as_given_for_matchers_and_with_anchors_for_the_caller_that_adds_them()
    {
        _ = Re2Expression.TryParseAnchored("(a", out _, out var bare);
        _ = Re2Expression.TryParse("^(?s:(a)$", out _, out var anchored);

        Assert.Equal("error parsing regexp: missing closing ): `(a`", bare);
        Assert.Equal("error parsing regexp: missing closing ): `^(?s:(a)$`", anchored);
    }

    [Fact]
    public void A_pattern_that_closes_the_anchors_group_is_refused()
    {
        Assert.False(Re2Expression.TryParseAnchored("a)|(b", out _, out var error));
        Assert.Equal("error parsing regexp: unexpected ): `a)|(b`", error);
    }

    [Fact]
    public void Nesting_ends_at_a_thousand()
    {
        Assert.True(Re2Expression.TryParse(Nested(900), out _, out _));
        Assert.False(Re2Expression.TryParse(Nested(1001), out _, out var error));
        Assert.StartsWith("error parsing regexp: expression nests too deeply: `((", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_open_parentheses_are_an_error_and_not_a_stack_overflow()
    {
        Assert.False(Re2Expression.TryParse(new string('(', 1_000_000), out _, out var error));
        Assert.StartsWith("error parsing regexp: missing closing ): `((", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_that_would_compile_to_too_many_steps_is_refused()
    {
        var pattern = string.Concat(Enumerable.Repeat("(?:[ab]{1000})", 1100));

        Assert.False(Re2Expression.TryParse(pattern, out _, out var error));
        Assert.StartsWith("error parsing regexp: expression too large: `", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a{,2}", "a{,2}")]
    [InlineData("a{", "a{")]
    [InlineData("a{2", "a{2")]
    [InlineData("a{01}", "a{01}")]
    [InlineData("]", "]")]
    [InlineData("}", "}")]
    [InlineData("[]a]+", "]a]")]
    [InlineData("[a-]+", "a-")]
    [InlineData(@"\Qa.b*\E+", "a.b***")]
    [InlineData(@"\Q\E", "")]
    [InlineData(@"\Q.*", ".*")]
    [InlineData(@"\_\-\.", "_-.")]
    [InlineData(@"\x41\x{1F600}\101\0", "A😀A\0")]
    [InlineData(@"[\x{1F600}-\x{1F602}]", "😁")]
    [InlineData("(?P<n>a)(?<m>b)", "ab")]
    [InlineData("^*$*x", "x")]
    [InlineData("a{0}", "")]
    [InlineData("()(?:)", "")]
    public void A_valid_pattern_takes_the_text(string pattern, string text)
    {
        Assert.True(Re2Expression.TryParseAnchored(pattern, out var expression, out var error), error);
        Assert.True(expression.IsMatch(text));
    }

    [Fact]
    public void Groups_are_counted_and_named_in_order()
    {
        Assert.True(Re2Expression.TryParseAnchored("(a)(?:b)(?P<x>c)((?<y>d))", out var expression, out _));

        Assert.Equal(4, expression.NumberOfGroups);
        Assert.Equal(["", "", "x", "", "y"], expression.GroupNames);
    }

    private static string Nested(int depth) => new string('(', depth) + "a" + new string(')', depth);
}
