namespace Belfry.Encoding.Exposition;

/// <summary>
/// The tokens of the text format 0.0.4 and 1.0.0, byte for byte those of prometheus <c>model/textparse/promlex.l</c>,
/// so that what is taken and what is refused, and in which words, is the same.
/// </summary>
internal ref struct TextLexer
{
    internal LexerCursor Cursor;

    internal TextLexer(ReadOnlySpan<byte> data) => Cursor = new LexerCursor(data, endsWithLinebreak: true);

    /// <summary>The next token that is not blank.</summary>
    internal ExpositionToken Next()
    {
        while (true)
        {
            var token = Lex();
            if (token != ExpositionToken.Whitespace)
            {
                return token;
            }
        }
    }

    private ExpositionToken Lex()
    {
        if (Cursor.Offset >= Cursor.Length)
        {
            return ExpositionToken.Eof;
        }

        Cursor.Start = Cursor.Offset;
        var octet = Cursor.Current;
        if (Cursor.State == LexerState.MetadataText)
        {
            return MetadataText();
        }

        if (octet is (byte)' ' or (byte)'\t')
        {
            return Cursor.Blanks();
        }

        return Cursor.State switch
        {
            LexerState.LineStart => LineStart(octet),
            LexerState.MetadataName => MetadataName(octet),
            LexerState.Labels => Labels(octet),
            LexerState.LabelValue => LabelValue(octet),
            LexerState.Value => Value(octet),
            _ => Timestamp(octet),
        };
    }

    private ExpositionToken LineStart(byte octet)
    {
        switch (octet)
        {
            case 0:
                Cursor.Next();
                return ExpositionToken.Eof;
            case (byte)'\n':
                Cursor.Next();
                return ExpositionToken.Linebreak;
            case (byte)'#':
                return Hash();
            case (byte)'{':
                return Step(ExpositionToken.BOpen, LexerState.Labels);
            default:
                if (!LexerCursor.IsNameStart(octet))
                {
                    return ExpositionToken.Invalid;
                }

                Cursor.Name(ExpositionToken.MName, allowColon: true);
                Cursor.State = LexerState.Value;
                return ExpositionToken.MName;
        }
    }

    private ExpositionToken Hash()
    {
        if (Cursor.Next() is (byte)' ' or (byte)'\t')
        {
            Cursor.Blanks();
            Cursor.State = LexerState.Comment;
            if (TryKeyword("HELP"u8))
            {
                return ExpositionToken.Help;
            }

            if (TryKeyword("TYPE"u8))
            {
                return ExpositionToken.Type;
            }
        }

        return Comment();
    }

    private bool TryKeyword(ReadOnlySpan<byte> keyword)
    {
        var rest = Cursor.Data[Math.Min(Cursor.Offset, Cursor.Data.Length)..];
        if (!rest.StartsWith(keyword) || rest.Length == keyword.Length
            || rest[keyword.Length] is not ((byte)' ' or (byte)'\t'))
        {
            return false;
        }

        Cursor.Offset += keyword.Length;
        Cursor.Blanks();
        Cursor.State = LexerState.MetadataName;
        return true;
    }

    // A comment's line feed is a token of its own.
    private ExpositionToken Comment()
    {
        var rest = Cursor.Data[Math.Min(Cursor.Offset, Cursor.Data.Length)..];
        var end = rest.IndexOf((byte)'\n');
        Cursor.Offset += end < 0 ? rest.Length : end;
        Cursor.State = LexerState.LineStart;
        return ExpositionToken.Comment;
    }

    private ExpositionToken MetadataName(byte octet)
    {
        var token = ExpositionToken.Invalid;
        if (octet == (byte)'"')
        {
            token = Cursor.Quoted(ExpositionToken.MName, allowLinebreak: true);
        }
        else if (LexerCursor.IsNameStart(octet))
        {
            token = Cursor.Name(ExpositionToken.MName, allowColon: true);
        }

        Cursor.State = token == ExpositionToken.Invalid ? Cursor.State : LexerState.MetadataText;
        return token;
    }

    private ExpositionToken MetadataText()
    {
        var rest = Cursor.Data[Math.Min(Cursor.Offset, Cursor.Data.Length)..];
        var end = rest.IndexOf((byte)'\n');
        var text = end < 0 ? rest : rest[..end];
        Cursor.Offset += text.Length;

        // Only blanks: those are whitespace, and the text is the empty one after them.
        if (!text.IsEmpty && text.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0)
        {
            return ExpositionToken.Whitespace;
        }

        Cursor.State = LexerState.LineStart;
        return ExpositionToken.Text;
    }

    private ExpositionToken Labels(byte octet)
    {
        switch (octet)
        {
            case (byte)'"':
                return Cursor.Quoted(ExpositionToken.QString, allowLinebreak: true);
            case (byte)'}':
                return Step(ExpositionToken.BClose, LexerState.Value);
            case (byte)'=':
                return Step(ExpositionToken.Equal, LexerState.LabelValue);
            case (byte)',':
                return Step(ExpositionToken.Comma, LexerState.Labels);
            default:
                return LexerCursor.IsLabelNameStart(octet)
                    ? Cursor.Name(ExpositionToken.LName, allowColon: false)
                    : ExpositionToken.Invalid;
        }
    }

    private ExpositionToken LabelValue(byte octet)
    {
        if (octet != (byte)'"' || Cursor.Quoted(ExpositionToken.LValue, allowLinebreak: true) != ExpositionToken.LValue)
        {
            return ExpositionToken.Invalid;
        }

        Cursor.State = LexerState.Labels;
        return ExpositionToken.LValue;
    }

    private ExpositionToken Value(byte octet)
    {
        if (octet == (byte)'{')
        {
            return Step(ExpositionToken.BOpen, LexerState.Labels);
        }

        if (octet is 0 or (byte)'\n')
        {
            return ExpositionToken.Invalid;
        }

        var rest = Cursor.Data[Cursor.Offset..];
        var end = rest.IndexOfAny("{ \t\n\0"u8);
        Cursor.Offset += end < 0 ? rest.Length : end;
        Cursor.State = LexerState.Timestamp;
        return ExpositionToken.Value;
    }

    private ExpositionToken Timestamp(byte octet)
    {
        if (octet == (byte)'\n')
        {
            return Step(ExpositionToken.Linebreak, LexerState.LineStart);
        }

        if (!char.IsAsciiDigit((char)octet))
        {
            return ExpositionToken.Invalid;
        }

        while (char.IsAsciiDigit((char)Cursor.Next()))
        {
        }

        return ExpositionToken.Timestamp;
    }

    private ExpositionToken Step(ExpositionToken token, LexerState state)
    {
        Cursor.Next();
        Cursor.State = state;
        return token;
    }
}
