using System.Text;

namespace Belfry.Alerting.Notify.Email;

/// <summary>Text as printable ASCII in lines of at most 76 characters (RFC 2045, 6.7); line ends become CRLF.</summary>
internal static class QuotedPrintable
{
    private const int LineLengthMax = 76;
    private const string HexDigits = "0123456789ABCDEF";

    internal static void Append(StringBuilder message, string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            message.Append(index == 0 ? "" : "\r\n");
            AppendLine(message, System.Text.Encoding.UTF8.GetBytes(lines[index]));
        }
    }

    private static void AppendLine(StringBuilder message, ReadOnlySpan<byte> line)
    {
        var column = 0;
        for (var index = 0; index < line.Length; index++)
        {
            var octet = line[index];
            var isLast = index == line.Length - 1;
            var isPlain = octet is >= (byte)'!' and <= (byte)'~' and not (byte)'=' ||
                (octet is (byte)' ' or (byte)'\t' && !isLast);
            var length = isPlain ? 1 : 3;
            if (column + length > LineLengthMax - (isLast ? 0 : 1))
            {
                message.Append("=\r\n");
                column = 0;
            }

            if (isPlain)
            {
                message.Append((char)octet);
            }
            else
            {
                message.Append('=').Append(HexDigits[octet >> 4]).Append(HexDigits[octet & 0xF]);
            }

            column += length;
        }
    }
}
