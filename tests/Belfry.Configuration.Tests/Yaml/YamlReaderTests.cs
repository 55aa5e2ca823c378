using Belfry.Configuration.Yaml;
using Xunit;

namespace Belfry.Configuration.Tests.Yaml;

/// <summary>Reading YAML: places, aliases, merge keys and limits.</summary>
public sealed class YamlReaderTests
{
    [Fact]
    public void An_own_key_wins_over_a_merged_one()
    {
        var root = Read("base: &b {a: 1, b: 2}\nuse:\n  a: 3\n  <<: *b\n");

        var use = root.Entries[1].Value;
        Assert.Equal(["a=3", "b=2"], use.Entries.Select(entry => $"{entry.Key.Value}={entry.Value.Value}"));
    }

    [Fact]
    public void Several_mappings_are_merged_the_first_winning()
    {
        var root = Read("x: &x {a: 1}\ny: &y {a: 2, b: 3}\nz: {<<: [*x, *y]}\n");

        Assert.Equal(
            ["a=1", "b=3"], root.Entries[2].Value.Entries.Select(entry => $"{entry.Key.Value}={entry.Value.Value}"));
    }

    [Theory]
    [InlineData("a: *b", "f:1:4: error: unknown anchor 'b' referenced")]
    [InlineData("a: &a [*a]", "f:1:8: error: anchor 'a' value contains itself")]
    [InlineData("a: {<<: 1}", "f:1:9: error: map merge requires map or sequence of maps as the value")]
    public void A_wrong_reference_is_an_error(string text, string expected) =>
        Assert.Equal(expected, YamlReader.Read("f", text).Error!.ToString());

    [Fact]
    public void An_alias_bomb_is_refused()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(
            level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));

        Assert.Equal("aliases expand to more than 1000000 nodes", YamlReader.Read("f", text).Error!.Message);
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('-', ' ')]
    public void Nesting_is_limited(char open, char close)
    {
        var text = open == '-'
            ? string.Concat(Enumerable.Repeat("- ", 101)) + "x"
            : new string(open, 101) + new string(close, 101);

        Assert.Equal("nested deeper than 100 levels", YamlReader.Read("f", text).Error!.Message);
    }

    [Fact]
    public void The_size_of_a_file_is_limited() => Assert.Equal(
        "file is larger than 32 MiB", YamlReader.Read(
            "f", new string(' ', YamlLimits.FileCharactersMax + 1)).Error!.Message);

    [Theory]
    [InlineData("0x1F", 31)]
    [InlineData("0o17", 15)]
    [InlineData("017", 15)]
    [InlineData("0b101", 5)]
    [InlineData("-1_000", -1000)]
    [InlineData("+7", 7)]
    public void Integers_have_several_notations(string text, long expected)
    {
        Assert.True(YamlScalars.TryInteger(text, out var value));
        Assert.Equal(expected, (long)value);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("12", "\"12\"")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("it's #1", "'it''s #1'")]
    [InlineData("#1", "'#1'")]
    [InlineData("-x", "-x")]
    [InlineData("- x", "'- x'")]
    [InlineData("a\nb", "\"a\\nb\"")]
    [InlineData("$1", "$1")]
    [InlineData(";", ";")]
    public void A_text_is_quoted_only_where_it_must_be(string text, string expected)
    {
        Assert.Equal(expected, YamlWriter.Scalar(text));
        Assert.Equal(text, Read($"a: {expected}").Entries[0].Value.Value);
    }

    private static YamlNode Read(string text)
    {
        var stream = YamlReader.Read("f", text);
        Assert.Null(stream.Error);
        return stream.Documents[0]!;
    }
}
