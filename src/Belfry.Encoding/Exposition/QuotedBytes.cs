using System.Globalization;
using System.Text;
using Belfry.Model;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Bytes in double quotes as Go's <c>%q</c> writes them: bytes that are not UTF-8 become <c>\xNN</c>.
/// </summary>
public static class QuotedBytes
{
    /// <summary>The bytes in quotes.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length + 2).Append('"');
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (status == System.Buffers.OperationStatus.Done)
            {
                var quoted = QuotedText.Quote(rune.ToString());
                text.Append(quoted, 1, quoted.Length - 2);
            }
            else
            {
                used = 1;
                text.Append(CultureInfo.InvariantCulture, $"\\x{bytes[0]:x2}");
            }

            bytes = bytes[used..];
        }

        return text.Append('"').ToString();
    }
}
