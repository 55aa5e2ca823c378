using Belfry.Model.Re2.Unicode;

namespace Belfry.Model.Re2.Syntax;

/// <summary>
/// Reads classes: <c>[a-z\d[:alpha:]]</c>, <c>\d</c>, <c>\pL</c>, <c>\p{^Greek}</c>. Methods that begin with "TryTake"
/// leave the cursor alone when there is no such class here; an error is recorded in the cursor.
/// </summary>
internal static class ClassParser
{
    /// <summary>Takes the bracketed class at the cursor, which is at <c>[</c>. Null with the error recorded.</summary>
    internal static RuneSet? TakeBracketed(PatternCursor cursor, bool foldCase)
    {
        var start = cursor.Position++;
        var isNegated = cursor.Peek == '^';
        cursor.Position += isNegated ? 1 : 0;
        var set = new RuneSetBuilder();
        var isFirst = true;
        while (cursor.Peek != ']' || isFirst)
        {
            isFirst = false;
            var named = TryTakePosix(cursor, foldCase) ?? TryTakeEscaped(cursor, foldCase);
            if (cursor.Error is not null)
            {
                return null;
            }

            if (named is not null)
            {
                set.Add(named);
                continue;
            }

            if (!TakeRange(cursor, start, out var first, out var last))
            {
                return null;
            }

            if (foldCase)
            {
                set.AddFolded(first, last);
            }
            else
            {
                set.Add(first, last);
            }
        }

        cursor.Position++;
        return isNegated ? set.ToSet().Negate() : set.ToSet();
    }

    /// <summary>
    /// Takes <c>\d \s \w \D \S \W \p \P</c> when one is here. Null when not, or with the error recorded.
    /// </summary>
    internal static RuneSet? TryTakeEscaped(PatternCursor cursor, bool foldCase)
    {
        if (cursor.Peek != '\\')
        {
            return null;
        }

        var letter = cursor.PeekAt(1);
        if (letter is 'p' or 'P')
        {
            return TakeUnicode(cursor, foldCase);
        }

        var set = NamedClasses.FindPerl(char.ToLowerInvariant(letter));
        if (set is null || !char.IsAscii(letter))
        {
            return null;
        }

        cursor.Position += 2;
        set = Fold(set, foldCase);
        return char.IsAsciiLetterUpper(letter) ? set.Negate() : set;
    }

    private static RuneSet? TryTakePosix(PatternCursor cursor, bool foldCase)
    {
        if (!cursor.IsNext("[:"))
        {
            return null;
        }

        var start = cursor.Position;
        var end = cursor.Pattern.IndexOf(":]", start + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var isNegated = cursor.PeekAt(2) == '^';
        var nameStart = start + (isNegated ? 3 : 2);
        var set = nameStart <= end ? NamedClasses.FindPosix(cursor.Pattern[nameStart..end]) : null;
        if (set is null)
        {
            cursor.Fail("invalid character class range", start, end + 2);
            return null;
        }

        cursor.Position = end + 2;
        set = Fold(set, foldCase);
        return isNegated ? set.Negate() : set;
    }

    private static RuneSet? TakeUnicode(PatternCursor cursor, bool foldCase)
    {
        var start = cursor.Position;
        var isNegated = cursor.PeekAt(1) == 'P';
        cursor.Position += 2;
        if (cursor.IsAtEnd)
        {
            cursor.Fail("invalid character class range", start, cursor.Position);
            return null;
        }

        var nameStart = cursor.Position;
        string name;
        if (cursor.TakeRune() == '{')
        {
            var end = cursor.Pattern.IndexOf('}', nameStart);
            cursor.Position = end < 0 ? cursor.Pattern.Length : end + 1;
            name = end < 0 ? "" : cursor.Pattern[(nameStart + 1)..end];
        }
        else
        {
            name = cursor.Pattern[nameStart..cursor.Position];
        }

        if (name.StartsWith('^'))
        {
            isNegated = !isNegated;
            name = name[1..];
        }

        var set = UnicodeClasses.Find(name);
        if (set is null)
        {
            cursor.Fail("invalid character class range", start, cursor.Position);
            return null;
        }

        set = Fold(set, foldCase);
        return isNegated ? set.Negate() : set;
    }

    private static bool TakeRange(PatternCursor cursor, int classStart, out int first, out int last)
    {
        var start = cursor.Position;
        last = 0;
        if (!TakeMember(cursor, classStart, out first))
        {
            return false;
        }

        last = first;
        // In `[a-]` the dash is itself.
        if (cursor.Peek != '-' || cursor.Position + 1 >= cursor.Pattern.Length || cursor.PeekAt(1) == ']')
        {
            return true;
        }

        cursor.Position++;
        return TakeMember(cursor, classStart, out last)
            && (first <= last || cursor.Fail("invalid character class range", start, cursor.Position));
    }

    private static bool TakeMember(PatternCursor cursor, int classStart, out int rune)
    {
        rune = 0;
        if (cursor.IsAtEnd)
        {
            return cursor.Fail("missing closing ]", classStart, cursor.Pattern.Length);
        }

        if (cursor.Peek == '\\')
        {
            return EscapeParser.TryTake(cursor, out rune);
        }

        rune = cursor.TakeRune();
        return true;
    }

    private static RuneSet Fold(RuneSet set, bool foldCase)
    {
        if (!foldCase)
        {
            return set;
        }

        var builder = new RuneSetBuilder();
        builder.AddFolded(set);
        return builder.ToSet();
    }
}
