using System.Text;
using Belfry.Model.Re2;
using Belfry.Model.Re2.Automata;
using Belfry.Model.Re2.Shapes;
using Belfry.Model.Re2.Syntax;
using Belfry.Testing;
using Xunit;

namespace Belfry.Model.Tests.Re2;

public sealed class Re2ShapeTests
{
    [Theory]
    [InlineData("foo", "foo")]
    [InlineData("^foo$", "foo")]
    [InlineData("foo|bar|foo", "foo,bar")]
    [InlineData("foo|ba(r|z)|(zz)", "foo,bar,baz,zz")]
    [InlineData("^((bar|b|buzz))$", "bar,b,buzz")]
    [InlineData(@"fo\.o|bar\?|\^baz", "fo.o,bar?,^baz")]
    [InlineData("[abc]d", "ad,bd,cd")]
    [InlineData("(api|rpc)_(v1|prom)", "api_v1,api_prom,rpc_v1,rpc_prom")]
    [InlineData("[1^3]", "1,3,^")]
    [InlineData("(?i)k1", "K1,k1,\u212a1")]
    [InlineData("foo|^baz", "foo,baz")]
    public void Finite_values_are_found(string pattern, string values)
    {
        Assert.True(Re2Expression.TryParseAnchored(pattern, out var expression, out _));
        Assert.Equal(values.Split(','), expression.FiniteValues);
    }

    [Theory]
    [InlineData("")]
    [InlineData("^$|Running")]
    [InlineData("fo.o")]
    [InlineData("a*")]
    [InlineData("[a-z][a-z]")]
    [InlineData("a^b")]
    [InlineData(@"a\b")]
    [InlineData("a|\uFFFD")]
    [InlineData("(a|b)(?m:^)c")]
    public void Expressions_without_a_small_set_have_no_finite_values(string pattern)
    {
        Assert.True(Re2Expression.TryParseAnchored(pattern, out var expression, out _));
        Assert.Null(expression.FiniteValues);
    }

    [Fact]
    public void An_expression_without_anchors_has_no_finite_values() =>
        Assert.Null(Re2MatchTests.Parse("foo").FiniteValues);

    [Fact]
    public void Thousands_of_plain_choices_are_all_kept()
    {
        Assert.True(Re2Expression.TryParseAnchored(
            string.Join('|', Enumerable.Range(0, 5000)), out var expression, out _));

        Assert.Equal(5000, expression.FiniteValues!.Count);
        Assert.True(expression.IsMatch("4999"));
        Assert.False(expression.IsMatch("5000"));
    }

    // A fast path that is never taken is not tested by comparing it.
    [Theory]
    [InlineData("foo", true)]
    [InlineData(".*", true)]
    [InlineData(".+", true)]
    [InlineData("foo.*", true)]
    [InlineData(".*foo", true)]
    [InlineData(".+foo.+", true)]
    [InlineData("foo.*|.*bar.*", true)]
    [InlineData("(a|b).*c", true)]
    [InlineData("(.*)", true)]
    [InlineData("a-.*-b.+c", true)]
    [InlineData(".*foo.*|", true)]
    [InlineData("fo.o", false)]
    [InlineData(".+.+", false)]
    [InlineData("(?-s:.*)", false)]
    [InlineData("a+", false)]
    public void Simple_expressions_have_a_shape(string pattern, bool hasShape) =>
        Assert.Equal(hasShape, ShapeOf(pattern, out _) is not null);

    [Fact]
    public void A_shape_holds_the_same_texts_as_the_automaton()
    {
        var seed = new Seed(20261121);
        var random = seed.Random;
        string[] parts = ["a", "b", "ab", "aa", ".*", ".+", "(a|b)", "[ab]", "(?:ab|b|)", "é", "|", "(.*)", "^", "$"];
        string[] pieces = ["a", "b", "ab", "é", "\n", "x", "\uFFFD"];
        var shapes = 0;
        for (var round = 0; round < 4000; round++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => parts[random.Next(parts.Length)]));
            if (ShapeOf(pattern, out var program) is not { } shape)
            {
                continue;
            }

            shapes++;
            var dfa = new Dfa(program);
            for (var trial = 0; trial < 30; trial++)
            {
                var text = Encoding.UTF8.GetBytes(string.Concat(
                    Enumerable.Range(0, random.Next(0, 7)).Select(_ => pieces[random.Next(pieces.Length)])));
                if (random.Next(8) == 0 && text.Length > 0)
                {
                    text[random.Next(text.Length)] = (byte)random.Next(256);
                }

                Assert.True(
                    dfa.IsMatch(text) == shape.Contains(text), $"{seed} {pattern} on {Convert.ToHexString(text)}");
            }
        }

        Assert.True(shapes > 1000, "too few patterns have a shape to say anything");
    }

    [Fact]
    public void An_unanchored_literal_is_found_anywhere()
    {
        var expression = Re2MatchTests.Parse("ab|c.*d");

        Assert.True(expression.IsMatch("xabx"));
        Assert.False(expression.IsMatch("xa"));
    }

    [Fact]
    public void The_automaton_says_the_same_whatever_its_budget()
    {
        var seed = new Seed(7);
        string[] patterns = [@"(?m)^a\b.*b$", "(a|b)*a(a|b){6}", @"\Bb\b|^$", "a.{3}b$", "(?i)ab[^b]"];
        foreach (var pattern in patterns)
        {
            var program = Re2Compiler.Compile(Re2Parser.Parse(pattern, Re2Flags.None, out _)!.Root);
            var full = new Dfa(program);
            foreach (var budget in (int[])[0, 20, 200])
            {
                var small = new Dfa(program, budget);
                for (var trial = 0; trial < 400; trial++)
                {
                    var text = new byte[seed.Random.Next(0, 20)];
                    for (var index = 0; index < text.Length; index++)
                    {
                        text[index] = "abAB \n"u8[seed.Random.Next(6)];
                    }

                    Assert.True(full.IsMatch(text) == small.IsMatch(text), $"{seed} {pattern} {Convert.ToHexString(text)}");
                }
            }
        }
    }

    private static TextShape? ShapeOf(string pattern, out Re2Program program)
    {
        var tree = Re2Parser.Parse("^(?s:" + pattern + ")$", Re2Flags.None, out var error);
        Assert.True(tree is not null, error);
        program = Re2Compiler.Compile(tree.Root);
        return ShapeFinder.Find(ShapeFinder.Unanchored(tree.Root, out var isWhole), isWhole);
    }
}
