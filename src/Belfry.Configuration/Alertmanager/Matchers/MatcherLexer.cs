using System.Text;

namespace Belfry.Configuration.Alertmanager.Matchers;

/// <summary>
/// Splits matchers into tokens one at a time. Stops at the first text that is none, with a message in the original's
/// words; <see cref="Next"/> then gives null for ever.
/// </summary>
internal sealed class MatcherLexer(string input)
{
    private readonly Rune[] runes = [.. input.EnumerateRunes()];
    private int position;
    private MatcherToken? ahead;

    /// <summary>Why there is no next token; empty while there is.</summary>
    internal string Error { get; private set; } = "";

    /// <summary>How many characters were read, tokens that were only looked at left out.</summary>
    internal int Column { get; private set; }

    internal MatcherToken? Peek() => Error.Length > 0 ? null : ahead ??= Scan();

    internal MatcherToken? Next()
    {
        var token = Peek();
        ahead = null;
        Column = token?.End ?? position;
        return token;
    }

    private MatcherToken? Scan()
    {
        while (position < runes.Length && Rune.IsWhiteSpace(runes[position]))
        {
            position++;
        }

        if (position == runes.Length)
        {
            return new MatcherToken(MatcherTokenKind.EndOfInput, "", 0, 0);
        }

        switch (runes[position].Value)
        {
            case '{':
                return Take(MatcherTokenKind.OpenBrace, 1);
            case '}':
                return Take(MatcherTokenKind.CloseBrace, 1);
            case ',':
                return Take(MatcherTokenKind.Comma, 1);
            case '=':
                return At(1) == '~' ? Take(MatcherTokenKind.RegexMatch, 2) : Take(MatcherTokenKind.Equal, 1);
            case '!':
                return ScanNegation();
            case '"':
                return ScanQuoted();
            default:
                return IsReserved(runes[position]) ? Invalid() : ScanUnquoted();
        }
    }

    private MatcherToken? ScanNegation()
    {
        switch (At(1))
        {
            case '=':
                return Take(MatcherTokenKind.NotEqual, 2);
            case '~':
                return Take(MatcherTokenKind.RegexNotMatch, 2);
            default:
                Error = position + 1 == runes.Length
                    ? $"{position}:{position + 1}: unexpected end of input, expected one of '=~'"
                    : $"{position}:{position + 1}: !: expected one of '=~'";
                return null;
        }
    }

    private MatcherToken? ScanQuoted()
    {
        var end = position + 1;
        while (end < runes.Length && runes[end].Value != '"')
        {
            end += runes[end].Value == '\\' && end + 1 < runes.Length ? 2 : 1;
        }

        if (end < runes.Length)
        {
            return Take(MatcherTokenKind.Quoted, end + 1 - position);
        }

        Error = $"{position}:{runes.Length}: {Slice(position, runes.Length)}: missing end \"";
        return null;
    }

    private MatcherToken ScanUnquoted()
    {
        var end = position;
        while (end < runes.Length && !IsReserved(runes[end]))
        {
            end++;
        }

        return Take(MatcherTokenKind.Unquoted, end - position);
    }

    private MatcherToken? Invalid()
    {
        Error = $"{position}:{position + 1}: {runes[position]}: invalid input";
        return null;
    }

    private MatcherToken Take(MatcherTokenKind kind, int length)
    {
        var start = position;
        position += length;
        return new MatcherToken(kind, Slice(start, position), start, position);
    }

    private int At(int offset) => position + offset < runes.Length ? runes[position + offset].Value : -1;

    private string Slice(int start, int end) => string.Concat(runes[start..end].Select(rune => rune.ToString()));

    private static bool IsReserved(Rune rune) =>
        Rune.IsWhiteSpace(rune) || (rune.IsAscii && "{}!=~,\\\"'`".Contains((char)rune.Value));
}
