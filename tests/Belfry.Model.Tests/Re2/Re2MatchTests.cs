using System.Text;
using Belfry.Model.Re2;
using Xunit;

namespace Belfry.Model.Tests.Re2;

public sealed class Re2MatchTests
{
    [Theory]
    // Where .NET's own expressions differ.
    [InlineData(@"\d", "٠", false)]
    [InlineData(@"\w", "é", false)]
    [InlineData("a$", "a\n", false)]
    [InlineData(@"a\z", "a", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^[😀-😂]$", "😁", true)]
    [InlineData(@"^[[:alpha:]]+$", "abc", true)]
    [InlineData(@"^[[:alpha:]]+$", ":alph", false)]
    [InlineData(@"^[[:^alpha:]]+$", "12:", true)]
    [InlineData(@"^\p{Greek}+$", "αβγ", true)]
    [InlineData(@"^\P{Greek}+$", "αβγ", false)]
    [InlineData(@"^\p{^Greek}+$", "abc", true)]
    [InlineData(@"^\pL\p{Lu}\PN$", "aBc", true)]
    [InlineData(@"^\p{Anatolian_Hieroglyphs}$", "𔐀", true)]
    [InlineData(@"\s", "\v", false)]
    [InlineData(@"[[:space:]]", "\v", true)]
    // Case folding is Unicode's simple one.
    [InlineData("^(?i)k$", "\u212a", true)]
    [InlineData("^(?i)s$", "ſ", true)]
    [InlineData("^(?i)ſ$", "S", true)]
    [InlineData("^(?i)[α-ω]+$", "ΑΩ", true)]
    [InlineData("^(?i)𐐀$", "𐐨", true)]
    [InlineData("^(?i)straße$", "STRASSE", false)]
    [InlineData("^(?i)[^k]$", "\u212a", false)]
    [InlineData("^(?i)a(?-i)b$", "Ab", true)]
    [InlineData("^(?i)a(?-i)b$", "AB", false)]
    [InlineData("^(?i:a)b$", "AB", false)]
    // Lines.
    [InlineData("^.$", "\n", false)]
    [InlineData("^(?s).$", "\n", true)]
    [InlineData("^(?s:.)(?-s:.)$", "\n\n", false)]
    [InlineData("^b$", "a\nb\nc", false)]
    [InlineData("(?m)^b$", "a\nb\nc", true)]
    [InlineData(@"(?m)\Ab", "a\nb", false)]
    [InlineData(@"(?m)a\z", "a\nb", false)]
    // Words are ASCII.
    [InlineData(@"\bb\b", "a b c", true)]
    [InlineData(@"\bb\b", "ab", false)]
    [InlineData(@"\Bb", "ab", true)]
    [InlineData(@"é\b", "é ", false)]
    [InlineData(@"\B", "", true)]
    [InlineData(@"\b", "", false)]
    // Counts.
    [InlineData("^a{2,3}$", "aaaa", false)]
    [InlineData("^a{2,3}$", "aaa", true)]
    [InlineData("^(?:ab){2,}$", "ababab", true)]
    [InlineData("^(?:ab){2,}$", "ab", false)]
    [InlineData("^a{0,2}b{0}$", "aab", false)]
    [InlineData("^(?U)a+$", "aaa", true)]
    [InlineData(@"[^\x00-\x{10FFFF}]", "a", false)]
    public void A_match_is_as_in_go(string pattern, string text, bool isMatch)
    {
        var expression = Parse(pattern);

        Assert.Equal(isMatch, expression.IsMatch(text));
        Assert.Equal(isMatch, expression.IsMatch(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(isMatch, expression.FindGroups(text) is not null);
    }

    [Theory]
    [InlineData("a+", "baaa", "aaa")]
    [InlineData("a+?", "baaa", "a")]
    [InlineData("(?U)a+", "baaa", "a")]
    [InlineData("(?U)a+?", "baaa", "aaa")]
    [InlineData("a|ab", "ab", "a")]
    [InlineData("(a|ab)(c|bcd)", "abcd", "abcd|a|bcd")]
    [InlineData("(a*)(a*)", "aa", "aa|aa|")]
    [InlineData("(a)|(b)", "b", "b|-|b")]
    [InlineData("(?:(a)|b)*", "ab", "ab|a")]
    [InlineData("(a*)*", "aab", "aa|aa")]
    [InlineData("(a*)*", "b", "|")]
    [InlineData("(a*)+", "b", "|")]
    [InlineData("(|a)*", "aa", "|")]
    [InlineData("(|a)+", "aa", "|")]
    [InlineData("(a|b)*", "abab", "abab|b")]
    [InlineData("((a){2,3})", "aaaa", "aaa|aaa|a")]
    [InlineData("x*", "", "")]
    [InlineData("(.)$", "é😀", "😀|😀")]
    public void Groups_are_those_of_the_leftmost_and_preferred_match(string pattern, string text, string groups)
    {
        var found = Parse(pattern).FindGroups(text);

        Assert.NotNull(found);
        Assert.Equal(groups, string.Join('|', found.Select(group => group ?? "-")));
    }

    // Go takes each byte that is not UTF-8 as one U+FFFD.
    [Theory]
    [InlineData("fe666f6f", ".foo", true)]
    [InlineData("fe666f6f", ".*foo", true)]
    [InlineData("fe666f6f", "foo", false)]
    [InlineData("fd", ".+", true)]
    [InlineData("ffff", "..", true)]
    [InlineData("ffff", ".", false)]
    [InlineData("ffff", @"\x{FFFD}{2}", true)]
    [InlineData("ff", "\uFFFD", true)]
    [InlineData("e282", "..", true)]
    [InlineData("eda080", "...", true)]
    [InlineData("f0", "[^a]", true)]
    public void Bytes_that_are_not_utf8_count_as_replacement_characters(string hex, string pattern, bool isMatch)
    {
        Assert.True(Re2Expression.TryParseAnchored(pattern, out var expression, out _));
        Assert.Equal(isMatch, expression.IsMatch(Convert.FromHexString(hex)));
    }

    [Theory]
    [InlineData("(a+)+$", 'a', "b")]
    [InlineData("(a|aa)+$", 'a', "b")]
    [InlineData("(a*)*(a*)*b", 'a', "")]
    [InlineData("(.*)(.*)(.*)(.*)x", 'a', "")]
    [InlineData("^(?:a?){500}a{500}b$", 'a', "")]
    public void An_expression_that_makes_backtracking_explode_ends(string pattern, char letter, string tail)
    {
        var expression = Parse(pattern);

        Assert.False(expression.IsMatch(new string(letter, 50_000) + tail));
        Assert.Equal("none", expression.ReplaceAll("none", "x"));
    }

    [Fact]
    public void An_expression_may_be_used_by_many_threads_at_once()
    {
        var expression = Parse("(?:a|b)*a(?:a|b){8}c");
        var texts = Enumerable.Range(0, 512).Select(bits => Convert.ToString(512 + bits, 2)
            .Replace('0', 'a').Replace('1', 'b') + "c").ToArray();

        Parallel.For(0, 8, _ =>
        {
            foreach (var text in texts)
            {
                Assert.Equal(text[^10] == 'a', expression.IsMatch(text));
                Assert.Equal(text[^10] == 'a', expression.FindGroups(text) is not null);
            }
        });
    }

    internal static Re2Expression Parse(string pattern)
    {
        Assert.True(Re2Expression.TryParse(pattern, out var expression, out var error), error);
        return expression;
    }
}
