using System.Text;
using Belfry.Alerting.Notify;
using Belfry.Alerting.Notify.Email;
using Xunit;

namespace Belfry.Alerting.Tests.Notify;

public sealed class MailTextTests
{
    [Theory]
    [InlineData("a@b.c", "a@b.c")]
    [InlineData(" a@b.c , d@e.f ,", "a@b.c|d@e.f")]
    [InlineData("Ann B. <a@b.c>", "a@b.c")]
    [InlineData("\"Ops, \\\"night\\\"\" <ops@b.c>, x@[127.0.0.1]", "ops@b.c|x@[127.0.0.1]")]
    [InlineData("\"a@b\"@c.d", "\"a@b\"@c.d")]
    public void Address_lists_are_read(string text, string expected)
    {
        Assert.True(MailAddresses.TryParse(text, out var addresses, out var error), error);
        Assert.Equal(expected, string.Join('|', addresses));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("@b")]
    [InlineData("a@")]
    [InlineData("a b@c")]
    [InlineData("Ann a@b>")]
    [InlineData("a@b\r\nc")]
    [InlineData("<a@b> <c>")]
    public void What_is_no_address_is_refused(string text) => Assert.False(MailAddresses.TryParse(text, out _, out _));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a = b", "a =3D b")]
    [InlineData("end \n x", "end=20\r\n x")]
    [InlineData("ü", "=C3=BC")]
    public void Quoted_printable_spells_out_what_is_not_plain(string text, string expected) =>
        Assert.Equal(expected, Quote(text));

    [Fact]
    public void Quoted_printable_lines_are_at_most_76_characters()
    {
        var lines = Quote(new string('x', 500) + new string('ü', 100)).Split("\r\n");

        Assert.All(lines, line => Assert.InRange(line.Length, 1, 76));
        Assert.Equal(
            new string('x', 500) + string.Concat(Enumerable.Repeat("=C3=BC", 100)),
            string.Concat(lines.Select(line => line.EndsWith('=') ? line[..^1] : line)));
    }

    [Theory]
    [InlineData("plain (text) = fine_", "plain (text) = fine_")]
    [InlineData("Zürich?_=", "=?utf-8?q?Z=C3=BCrich=3F=5F=3D?=")]
    [InlineData("a\r\nb", "=?utf-8?q?a=0D=0Ab?=")]
    public void Header_text_that_is_not_plain_becomes_encoded_words(string text, string expected) =>
        Assert.Equal(expected, EncodedWords.Encode(text));

    [Fact]
    public void Encoded_words_are_at_most_75_characters() =>
        Assert.All(EncodedWords.Encode(new string('ü', 100)).Split(' '), word => Assert.InRange(word.Length, 12, 75));

    [Theory]
    [InlineData("", 5, "", "")]
    [InlineData("abcde", 4, "a…", "abc…")]
    [InlineData("a\u2318cde", 5, "a…", "a\u2318cde")]
    [InlineData("\u4e16\u754ccdef", 3, "…", "\u4e16\u754cc")]
    [InlineData("abcdef", 2, "..", "ab")]
    public void Texts_are_cut_between_characters(string text, int limit, string bytes, string runes)
    {
        Assert.Equal(bytes, TextCut.ToBytes(text, limit, out _));
        Assert.Equal(runes, TextCut.ToRunes(text, limit, out _));
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder();
        QuotedPrintable.Append(quoted, text);
        return quoted.ToString();
    }
}
