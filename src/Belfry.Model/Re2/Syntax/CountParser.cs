namespace Belfry.Model.Re2.Syntax;

/// <summary>Reads <c>{2}</c>, <c>{2,}</c> and <c>{2,5}</c>. What is not of this form is a literal brace.</summary>
internal static class CountParser
{
    // Digits from here on are counted no further: the number is above every limit.
    private const int Ceiling = 100_000_000;

    /// <summary>
    /// Takes the counts at the cursor, which is at <c>{</c>; false, with the cursor left alone, when there are none.
    /// A number beyond all limits makes <paramref name="min"/> -1.
    /// </summary>
    internal static bool TryTake(PatternCursor cursor, out int min, out int max)
    {
        var start = cursor.Position++;
        max = 0;
        if (TakeNumber(cursor, out min))
        {
            max = min;
            if (cursor.Peek == ',')
            {
                cursor.Position++;
                if (cursor.Peek == '}')
                {
                    max = Re2Node.Unbounded;
                }
                else if (!TakeNumber(cursor, out max))
                {
                    cursor.Position = start;
                    return false;
                }
                else if (max < 0)
                {
                    min = -1;
                }
            }

            if (cursor.Peek == '}')
            {
                cursor.Position++;
                return true;
            }
        }

        cursor.Position = start;
        return false;
    }

    private static bool TakeNumber(PatternCursor cursor, out int number)
    {
        number = 0;
        var start = cursor.Position;
        while (char.IsAsciiDigit(cursor.Peek))
        {
            number = number >= Ceiling ? number : (number * 10) + (cursor.Peek - '0');
            cursor.Position++;
        }

        var hasLeadingZero = cursor.Position - start > 1 && cursor.Pattern[start] == '0';
        number = number >= Ceiling ? -1 : number;
        return cursor.Position > start && !hasLeadingZero;
    }
}
