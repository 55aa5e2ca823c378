using System.Text;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Syntax;

/// <summary>A token: its text and where it begins.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
/// <param name="Text">The text, or the message of an error.</param>
/// <param name="Line">The 1-based line on which it begins.</param>
internal readonly record struct Token(TokenKind Kind, int Offset, string Text, int Line)
{
    private const int ShownLengthMax = 10;

    /// <summary>True for <c>if</c>, <c>range</c> and the others.</summary>
    public bool IsKeyword => Kind >= TokenKind.Dot + 1 && Kind != TokenKind.Nil;

    /// <summary>As messages show it: keywords in angle brackets, others quoted and cut.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.EndOfText => "EOF",
        TokenKind.Error => Text,
        > TokenKind.Dot => $"<{Text}>",
        TokenKind.Dot => "<.>",
        _ when Text.Length > ShownLengthMax => QuotedText.Quote(Cut(Text)) + "...",
        _ => QuotedText.Quote(Text),
    };

    private static string Cut(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(ShownLengthMax))
        {
            shown.Append(rune.ToString());
        }

        return shown.ToString();
    }
}
