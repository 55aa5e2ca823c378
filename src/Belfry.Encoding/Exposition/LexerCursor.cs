using System.Buffers;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// The place of a lexer in its text and the byte classes that both formats share. Past the end it reads zeros. Zero
/// bytes inside label values, help texts and comments are passed over, as the original's lexers do.
/// </summary>
internal ref struct LexerCursor
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789:"u8);

    private static readonly SearchValues<byte> LabelNameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"u8);

    private readonly ReadOnlySpan<byte> data;

    internal LexerCursor(ReadOnlySpan<byte> data, bool endsWithLinebreak)
    {
        this.data = data;
        Length = endsWithLinebreak ? data.Length + 1 : data.Length;
        State = LexerState.LineStart;
    }

    /// <summary>The text's length, with the line feed that the text format supposes at its end.</summary>
    internal int Length { get; }

    internal int Offset { get; set; }

    /// <summary>Where the current token starts.</summary>
    internal int Start { get; set; }

    internal LexerState State { get; set; }

    internal readonly ReadOnlySpan<byte> Data => data;

    internal readonly ReadOnlySpan<byte> Token => data[Start..Math.Min(Offset, data.Length)];

    internal readonly byte Current => At(Offset);

    /// <summary>
    /// The bytes from <paramref name="start"/> to <paramref name="end"/>, the supposed line feed included.
    /// </summary>
    internal readonly byte[] Bytes(int start, int end)
    {
        end = Math.Min(end, Length);
        start = Math.Min(start, end);
        return end <= data.Length ? data[start..end].ToArray() : [.. data[Math.Min(start, data.Length)..], (byte)'\n'];
    }

    internal byte Next()
    {
        Offset++;
        if (State is LexerState.LabelValue or LexerState.MetadataText or LexerState.Comment)
        {
            while (Offset < data.Length && data[Offset] == 0)
            {
                Offset++;
            }
        }

        return At(Offset);
    }

    internal readonly byte At(int offset)
    {
        if ((uint)offset < (uint)data.Length)
        {
            return data[offset];
        }

        return offset < Length ? (byte)'\n' : (byte)0;
    }

    /// <summary>Reads the rest of a name, whose first byte is the current one and was looked at.</summary>
    internal ExpositionToken Name(ExpositionToken token, bool allowColon)
    {
        Offset++;
        if (Offset < data.Length)
        {
            var length = data[Offset..].IndexOfAnyExcept(allowColon ? NameBytes : LabelNameBytes);
            Offset = length < 0 ? data.Length : Offset + length;
        }

        return token;
    }

    /// <summary>
    /// Reads a string in double quotes, at whose opening quote it stands; invalid when it does not end, with the place
    /// at the byte that does not belong.
    /// </summary>
    internal ExpositionToken Quoted(ExpositionToken token, bool allowLinebreak)
    {
        var octet = Next();
        while (true)
        {
            if (octet == (byte)'"')
            {
                Next();
                return token;
            }

            if (octet == (byte)'\\')
            {
                octet = Next();
                if (octet is 0 or (byte)'\n')
                {
                    return ExpositionToken.Invalid;
                }
            }
            else if (octet == 0 || (octet == (byte)'\n' && !allowLinebreak))
            {
                return ExpositionToken.Invalid;
            }

            SkipPlain();
            octet = Next();
        }
    }

    /// <summary>Passes over the blanks after the current byte.</summary>
    internal ExpositionToken Blanks()
    {
        while (Next() is (byte)' ' or (byte)'\t')
        {
        }

        return ExpositionToken.Whitespace;
    }

    internal static bool IsNameStart(byte octet) =>
        octet is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (byte)'_' or (byte)':';

    internal static bool IsLabelNameStart(byte octet) => octet != (byte)':' && IsNameStart(octet);

    // Leaves the place on the last of the bytes that mean nothing special in a quoted string.
    private void SkipPlain()
    {
        if (Offset + 1 < data.Length)
        {
            var plain = data[(Offset + 1)..].IndexOfAny("\"\\\n\0"u8);
            Offset = plain < 0 ? data.Length - 1 : Offset + plain;
        }
    }
}
