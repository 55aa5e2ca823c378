namespace Belfry.Encoding.Exposition;

/// <summary>
/// Escapes of the text formats: backslash with backslash, quote or n; any other pair stands for itself.
/// </summary>
internal static class Escapes
{
    /// <summary>
    /// Writes <paramref name="text"/> with escapes resolved; returns the bytes written, no more than there were.
    /// </summary>
    internal static int Resolve(ReadOnlySpan<byte> text, Span<byte> destination, bool resolveQuotes = true)
    {
        var written = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var octet = text[index];
            if (octet == (byte)'\\' && index + 1 < text.Length)
            {
                var escaped = text[index + 1] switch
                {
                    (byte)'\\' => (byte)'\\',
                    (byte)'n' => (byte)'\n',
                    (byte)'"' when resolveQuotes => (byte)'"',
                    _ => (byte)0,
                };
                if (escaped != 0)
                {
                    octet = escaped;
                    index++;
                }
            }

            destination[written++] = octet;
        }

        return written;
    }

    /// <summary>The text as a string, escapes resolved.</summary>
    internal static string ToText(ReadOnlySpan<byte> text, bool resolveQuotes)
    {
        if (!text.Contains((byte)'\\'))
        {
            return System.Text.Encoding.UTF8.GetString(text);
        }

        var resolved = new byte[text.Length];
        var length = Resolve(text, resolved, resolveQuotes);
        return System.Text.Encoding.UTF8.GetString(resolved, 0, length);
    }
}
