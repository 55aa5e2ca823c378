namespace Belfry.Encoding.Exposition;

/// <summary>
/// The tokens of OpenMetrics 1.0 text, byte for byte those of prometheus <c>model/textparse/openmetricslex.l</c>:
/// exactly one space wherever the format says so, and no blank lines.
/// </summary>
internal ref struct OpenMetricsLexer
{
    internal LexerCursor Cursor;

    internal OpenMetricsLexer(ReadOnlySpan<byte> data) => Cursor = new LexerCursor(data, endsWithLinebreak: false);

    internal ExpositionToken Next()
    {
        if (Cursor.Offset >= Cursor.Length)
        {
            return ExpositionToken.Eof;
        }

        Cursor.Start = Cursor.Offset;
        var octet = Cursor.Current;
        return Cursor.State switch
        {
            LexerState.LineStart => LineStart(octet),
            LexerState.MetadataName => MetadataName(octet),
            LexerState.MetadataText => MetadataText(octet),
            LexerState.Labels => Labels(octet),
            LexerState.LabelValue => LabelValue(octet, LexerState.Labels),
            LexerState.Value when octet == (byte)'{' => Step(ExpositionToken.BOpen, LexerState.Labels),
            LexerState.Value => SpacedWord(octet, ExpositionToken.Value, LexerState.Timestamp),
            LexerState.Timestamp => Timestamp(octet),
            LexerState.Exemplar => Exemplar(octet),
            LexerState.ExemplarValue when octet == (byte)'"' => LabelValue(octet, LexerState.Exemplar),
            LexerState.ExemplarValue => SpacedWord(octet, ExpositionToken.Value, LexerState.ExemplarTimestamp),
            _ when octet == (byte)'\n' => Step(ExpositionToken.Linebreak, LexerState.LineStart),
            _ => SpacedWord(octet, ExpositionToken.Timestamp, LexerState.ExemplarTimestamp),
        };
    }

    private ExpositionToken LineStart(byte octet)
    {
        if (octet == (byte)'#')
        {
            return Hash();
        }

        if (octet == (byte)'{')
        {
            return Step(ExpositionToken.BOpen, LexerState.Labels);
        }

        if (!LexerCursor.IsNameStart(octet))
        {
            return ExpositionToken.Invalid;
        }

        Cursor.Name(ExpositionToken.MName, allowColon: true);
        Cursor.State = LexerState.Value;
        return ExpositionToken.MName;
    }

    private ExpositionToken Hash()
    {
        if (Cursor.Next() != (byte)' ')
        {
            return ExpositionToken.Invalid;
        }

        var octet = Cursor.Next();
        Cursor.State = LexerState.Comment;
        switch (octet)
        {
            case (byte)'H':
                return Keyword("HELP "u8, ExpositionToken.Help, LexerState.MetadataName);
            case (byte)'T':
                return Keyword("TYPE "u8, ExpositionToken.Type, LexerState.MetadataName);
            case (byte)'U':
                return Keyword("UNIT "u8, ExpositionToken.Unit, LexerState.MetadataName);
            case (byte)'E':
                var token = Keyword("EOF"u8, ExpositionToken.EofWord, LexerState.LineStart);
                if (token == ExpositionToken.EofWord && Cursor.Current == (byte)'\n')
                {
                    Cursor.Next();
                }

                return token;
            default:
                return ExpositionToken.Invalid;
        }
    }

    private ExpositionToken Keyword(ReadOnlySpan<byte> keyword, ExpositionToken token, LexerState state)
    {
        foreach (var octet in keyword)
        {
            if (Cursor.Current != octet)
            {
                return ExpositionToken.Invalid;
            }

            Cursor.Next();
        }

        Cursor.State = state;
        return token;
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

    private ExpositionToken MetadataText(byte octet)
    {
        if (octet != (byte)' ')
        {
            return ExpositionToken.Invalid;
        }

        var end = Cursor.Data[Cursor.Offset..].IndexOf((byte)'\n');
        if (end < 0)
        {
            Cursor.Offset = Cursor.Data.Length;
            return ExpositionToken.Invalid;
        }

        Cursor.Offset += end + 1;
        Cursor.State = LexerState.LineStart;
        return ExpositionToken.Text;
    }

    private ExpositionToken Labels(byte octet) => octet switch
    {
        (byte)'"' => Cursor.Quoted(ExpositionToken.QString, allowLinebreak: true),
        (byte)'}' => Step(ExpositionToken.BClose, LexerState.Value),
        (byte)'=' => Step(ExpositionToken.Equal, LexerState.LabelValue),
        (byte)',' => Step(ExpositionToken.Comma, LexerState.Labels),
        _ when LexerCursor.IsLabelNameStart(octet) => Cursor.Name(ExpositionToken.LName, allowColon: false),
        _ => ExpositionToken.Invalid,
    };

    private ExpositionToken Exemplar(byte octet) => octet switch
    {
        (byte)'"' => Cursor.Quoted(ExpositionToken.QString, allowLinebreak: false),
        (byte)'}' => Step(ExpositionToken.BClose, LexerState.ExemplarValue),
        (byte)'=' => Step(ExpositionToken.Equal, LexerState.ExemplarValue),
        (byte)',' => Step(ExpositionToken.Comma, LexerState.Exemplar),
        _ when LexerCursor.IsLabelNameStart(octet) => Cursor.Name(ExpositionToken.LName, allowColon: false),
        _ => ExpositionToken.Invalid,
    };

    private ExpositionToken LabelValue(byte octet, LexerState after)
    {
        if (octet != (byte)'"'
            || Cursor.Quoted(ExpositionToken.LValue, allowLinebreak: false) != ExpositionToken.LValue)
        {
            return ExpositionToken.Invalid;
        }

        Cursor.State = after;
        return ExpositionToken.LValue;
    }

    private ExpositionToken Timestamp(byte octet)
    {
        if (octet == (byte)'\n')
        {
            return Step(ExpositionToken.Linebreak, LexerState.LineStart);
        }

        if (octet == (byte)' ' && Cursor.At(Cursor.Offset + 1) == (byte)'#'
            && Cursor.At(Cursor.Offset + 2) == (byte)' ')
        {
            Cursor.Offset += 3;
            return Cursor.Current == (byte)'{'
                ? Step(ExpositionToken.Comment, LexerState.Exemplar)
                : ExpositionToken.Invalid;
        }

        return SpacedWord(octet, ExpositionToken.Timestamp, LexerState.Timestamp);
    }

    // One space and what follows up to the next space or line feed.
    private ExpositionToken SpacedWord(byte octet, ExpositionToken token, LexerState after)
    {
        if (octet != (byte)' ')
        {
            return ExpositionToken.Invalid;
        }

        Cursor.Offset++;
        var rest = Cursor.Data[Cursor.Offset..];
        var end = rest.IndexOfAny(" \n\0"u8);
        var length = end < 0 ? rest.Length : end;
        if (length == 0)
        {
            return ExpositionToken.Invalid;
        }

        Cursor.Offset += length;
        Cursor.State = after;
        return token;
    }

    private ExpositionToken Step(ExpositionToken token, LexerState state)
    {
        Cursor.Next();
        Cursor.State = state;
        return token;
    }
}
