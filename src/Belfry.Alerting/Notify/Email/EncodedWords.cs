using System.Text;

namespace Belfry.Alerting.Notify.Email;

/// <summary>
/// Header text as encoded words where it is not printable ASCII (RFC 2047, the Q encoding), split between characters so
/// that no word is longer than 75. Line breaks count as not printable, so no text can start another header.
/// </summary>
internal static class EncodedWords
{
    private const string Opening = "=?utf-8?q?";
    private const string Closing = "?=";
    private const int WordLengthMax = 75;
    private const string HexDigits = "0123456789ABCDEF";

    internal static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') ||
            text.All(character => character is (>= ' ' and <= '~') or '\t'))
        {
            return text;
        }

        var encoded = new StringBuilder(Opening);
        var room = WordLengthMax - Opening.Length - Closing.Length;
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = utf8[..rune.EncodeToUtf8(utf8)];
            var length = bytes.Length == 1 && IsPlain(bytes[0]) ? 1 : bytes.Length * 3;
            if (length > room)
            {
                encoded.Append(Closing).Append(' ').Append(Opening);
                room = WordLengthMax - Opening.Length - Closing.Length;
            }

            room -= length;
            Append(encoded, bytes);
        }

        return encoded.Append(Closing).ToString();
    }

    private static bool IsPlain(byte octet) =>
        octet is (byte)' ' or (>= (byte)'!' and <= (byte)'~' and not ((byte)'=' or (byte)'?' or (byte)'_'));

    private static void Append(StringBuilder encoded, ReadOnlySpan<byte> bytes)
    {
        foreach (var octet in bytes)
        {
            if (octet == (byte)' ')
            {
                encoded.Append('_');
            }
            else if (IsPlain(octet))
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append('=').Append(HexDigits[octet >> 4]).Append(HexDigits[octet & 0xF]);
            }
        }
    }
}
