namespace Belfry.Model.Re2.Syntax;

/// <summary>
/// Reads what follows a backslash when it stands for one code point: <c>\n \x41 \x{1F600} \017 \.</c>
/// </summary>
internal static class EscapeParser
{
    private const int RuneMax = 0x10FFFF;

    /// <summary>
    /// Takes the escape at the cursor, which is at a backslash. False, with the error recorded, if it is none.
    /// </summary>
    internal static bool TryTake(PatternCursor cursor, out int rune)
    {
        var start = cursor.Position++;
        rune = 0;
        if (cursor.IsAtEnd)
        {
            return cursor.Fail("trailing backslash at end of expression", cursor.Position, cursor.Position);
        }

        var letter = cursor.TakeRune();
        var isTaken = letter switch
        {
            // One digit would be a backreference, which RE2 does not have.
            >= '1' and <= '7' => IsOctal(cursor.Peek) && TakeOctal(cursor, letter, out rune),
            '0' => TakeOctal(cursor, letter, out rune),
            'x' => TakeHex(cursor, out rune),
            'a' => Is('\a', out rune),
            'f' => Is('\f', out rune),
            'n' => Is('\n', out rune),
            'r' => Is('\r', out rune),
            't' => Is('\t', out rune),
            'v' => Is('\v', out rune),
            < 0x80 when !char.IsAsciiLetterOrDigit((char)letter) => Is(letter, out rune),
            _ => false,
        };
        return isTaken || cursor.Fail("invalid escape sequence", start, cursor.Position);
    }

    private static bool Is(int value, out int rune)
    {
        rune = value;
        return true;
    }

    private static bool IsOctal(char digit) => digit is >= '0' and <= '7';

    private static bool TakeOctal(PatternCursor cursor, int first, out int rune)
    {
        rune = first - '0';
        for (var digits = 1; digits < 3 && IsOctal(cursor.Peek); digits++)
        {
            rune = (rune * 8) + (cursor.TakeRune() - '0');
        }

        return true;
    }

    private static bool TakeHex(PatternCursor cursor, out int rune)
    {
        rune = 0;
        if (cursor.IsAtEnd)
        {
            return false;
        }

        var first = cursor.TakeRune();
        if (first == '{')
        {
            return TakeBracedHex(cursor, ref rune);
        }

        if (cursor.IsAtEnd)
        {
            return false;
        }

        // Both are taken before either is looked at: the message shows them.
        var second = cursor.TakeRune();
        if (!IsHex(first) || !IsHex(second))
        {
            return false;
        }

        rune = (Convert.ToInt32(((char)first).ToString(), 16) * 16) + Convert.ToInt32(((char)second).ToString(), 16);
        return true;
    }

    private static bool TakeBracedHex(PatternCursor cursor, ref int rune)
    {
        var digits = 0;
        while (!cursor.IsAtEnd)
        {
            var letter = cursor.TakeRune();
            if (letter == '}')
            {
                return digits > 0;
            }

            if (!IsHex(letter))
            {
                return false;
            }

            rune = (rune * 16) + Convert.ToInt32(((char)letter).ToString(), 16);
            if (rune > RuneMax)
            {
                return false;
            }

            digits++;
        }

        return false;
    }

    private static bool IsHex(int letter) => letter < 0x80 && char.IsAsciiHexDigit((char)letter);
}
