using Belfry.Model.Re2.Unicode;

namespace Belfry.Model.Re2.Syntax;

/// <summary>
/// Parses the syntax of RE2 as Go's <c>regexp</c> takes it (https://github.com/google/re2/wiki/Syntax, Perl flavour),
/// with Go's error texts. Keeps open groups on a list of its own, so no pattern can exhaust the stack.
/// </summary>
internal sealed class Re2Parser
{
    private readonly PatternCursor cursor;
    private readonly Stack<OpenGroup> enclosing = new();
    private readonly List<string> groupNames = [""];
    private OpenGroup current = new(0, Re2Flags.None);
    private Re2Flags flags;

    private Re2Parser(string pattern, Re2Flags flags)
    {
        cursor = new PatternCursor(pattern);
        this.flags = flags;
    }

    /// <summary>
    /// The tree of <paramref name="pattern"/>; null, with <paramref name="error"/>, when it is not valid.
    /// </summary>
    internal static Re2SyntaxTree? Parse(string pattern, Re2Flags flags, out string? error)
    {
        var parser = new Re2Parser(pattern, flags);
        var root = parser.ParseAll();
        error = parser.cursor.Error;
        return root is null ? null : new Re2SyntaxTree(root, parser.groupNames);
    }

    private Re2Node? ParseAll()
    {
        if (!IsWellFormed(cursor.Pattern))
        {
            cursor.FailWhole("invalid UTF-8");
            return null;
        }

        var repeatStart = -1;
        while (!cursor.IsAtEnd)
        {
            var start = cursor.Position;
            var isRepeat = IsRepeat(out var min, out var max);
            if (!(isRepeat ? AddRepeat(start, min, max, repeatStart) : ParseOne()))
            {
                return null;
            }

            repeatStart = isRepeat ? (repeatStart >= 0 ? repeatStart : start) : -1;
        }

        if (enclosing.Count > 0)
        {
            cursor.FailWhole("missing closing )");
            return null;
        }

        return Checked(current.Close());
    }

    private bool ParseOne()
    {
        switch (cursor.Peek)
        {
            case '(':
                return cursor.PeekAt(1) == '?' ? ParseFlags() : Open(cursor.Position + 1, "");
            case '|':
                cursor.Position++;
                current.NextChoice();
                return true;
            case ')':
                return ParseClose();
            case '^':
                cursor.Position++;
                return Add(Re2Node.Assert(
                    flags.HasFlag(Re2Flags.MultiLine) ? Re2Assertions.BeginLine : Re2Assertions.BeginText));
            case '$':
                cursor.Position++;
                return Add(Re2Node.Assert(
                    flags.HasFlag(Re2Flags.MultiLine) ? Re2Assertions.EndLine : Re2Assertions.EndText));
            case '.':
                cursor.Position++;
                return Add(Re2Node.OneOf(flags.HasFlag(Re2Flags.DotNewline) ? RuneSet.All : RuneSet.AllButNewline));
            case '[':
                return AddSet(ClassParser.TakeBracketed(cursor, FoldsCase));
            case '\\':
                return ParseBackslash();
            default:
                return AddLiteral(cursor.TakeRune());
        }
    }

    private bool FoldsCase => flags.HasFlag(Re2Flags.FoldCase);

    private bool ParseBackslash()
    {
        var assertion = cursor.PeekAt(1) switch
        {
            'A' => Re2Assertions.BeginText,
            'z' => Re2Assertions.EndText,
            'b' => Re2Assertions.WordBoundary,
            'B' => Re2Assertions.NoWordBoundary,
            _ => Re2Assertions.None,
        };
        if (assertion != Re2Assertions.None)
        {
            cursor.Position += 2;
            return Add(Re2Node.Assert(assertion));
        }

        if (cursor.PeekAt(1) == 'Q')
        {
            return ParseQuotation();
        }

        var set = ClassParser.TryTakeEscaped(cursor, FoldsCase);
        if (set is not null || cursor.Error is not null)
        {
            return AddSet(set);
        }

        return EscapeParser.TryTake(cursor, out var rune) && AddLiteral(rune);
    }

    // \Q...\E, or to the end of the pattern without an \E.
    private bool ParseQuotation()
    {
        cursor.Position += 2;
        while (!cursor.IsAtEnd && !cursor.IsNext(@"\E"))
        {
            AddLiteral(cursor.TakeRune());
        }

        cursor.Position = Math.Min(cursor.Position + 2, cursor.Pattern.Length);
        return true;
    }

    // The cursor is at "(?".
    private bool ParseFlags()
    {
        var start = cursor.Position;
        if (TryParseName(out var isNamed) is var isGood && (isNamed || !isGood))
        {
            return isGood;
        }

        cursor.Position += 2;
        var changed = flags;
        var isOff = false;
        var sawFlag = false;
        while (!cursor.IsAtEnd)
        {
            var letter = cursor.TakeRune();
            var flag = letter switch
            {
                'i' => Re2Flags.FoldCase,
                'm' => Re2Flags.MultiLine,
                's' => Re2Flags.DotNewline,
                'U' => Re2Flags.NonGreedy,
                _ => Re2Flags.None,
            };
            if (flag != Re2Flags.None)
            {
                changed = isOff ? changed & ~flag : changed | flag;
                sawFlag = true;
                continue;
            }

            if (letter == '-' && !isOff)
            {
                isOff = true;
                sawFlag = false;
                continue;
            }

            if (letter is not (':' or ')') || (isOff && !sawFlag))
            {
                break;
            }

            if (letter == ':')
            {
                Enter(-1);
            }

            flags = changed;
            return true;
        }

        return cursor.Fail("invalid or unsupported Perl syntax", start, cursor.Position);
    }

    // (?P<name> and (?<name>; false only with an error recorded.
    private bool TryParseName(out bool isNamed)
    {
        var start = cursor.Position;
        var prefix = cursor.IsNext("(?P<") ? 4 : cursor.IsNext("(?<") ? 3 : 0;
        isNamed = prefix > 0 && start + prefix < cursor.Pattern.Length;
        if (!isNamed)
        {
            return true;
        }

        var end = cursor.Pattern.IndexOf('>', start);
        if (end < 0)
        {
            return cursor.Fail("invalid named capture", start, cursor.Pattern.Length);
        }

        var name = cursor.Pattern[(start + prefix)..end];
        return name.Length > 0 && name.All(letter => letter == '_' || char.IsAsciiLetterOrDigit(letter))
            ? Open(end + 1, name)
            : cursor.Fail("invalid named capture", start, end + 1);
    }

    private bool Open(int next, string name)
    {
        cursor.Position = next;
        groupNames.Add(name);
        Enter(groupNames.Count - 1);
        return true;
    }

    private void Enter(int group)
    {
        enclosing.Push(current);
        current = new OpenGroup(group, flags);
    }

    private bool ParseClose()
    {
        if (enclosing.Count == 0)
        {
            return cursor.FailWhole("unexpected )");
        }

        cursor.Position++;
        var closed = Checked(current.Close());
        if (closed is null)
        {
            return false;
        }

        var group = current.Group;
        flags = current.FlagsBefore;
        current = enclosing.Pop();
        return Add(group < 0 ? closed : Re2Node.Capture(group, closed));
    }

    private bool IsRepeat(out int min, out int max)
    {
        (min, max) = cursor.Peek switch
        {
            '*' => (0, Re2Node.Unbounded),
            '+' => (1, Re2Node.Unbounded),
            '?' => (0, 1),
            _ => (-1, -1),
        };
        if (min >= 0)
        {
            cursor.Position++;
            return true;
        }

        return cursor.Peek == '{' && CountParser.TryTake(cursor, out min, out max);
    }

    private bool AddRepeat(int start, int min, int max, int repeatStart)
    {
        var isCounted = cursor.Pattern[start] == '{';
        if (isCounted && (min is < 0 or > Re2Node.RepeatMax || max > Re2Node.RepeatMax || (max >= 0 && min > max)))
        {
            return cursor.Fail("invalid repeat count", start, cursor.Position);
        }

        var isGreedy = !flags.HasFlag(Re2Flags.NonGreedy);
        if (cursor.Peek == '?')
        {
            cursor.Position++;
            isGreedy = !isGreedy;
        }

        if (repeatStart >= 0)
        {
            return cursor.Fail("invalid nested repetition operator", repeatStart, cursor.Position);
        }

        if (current.Last is not { } child)
        {
            return cursor.Fail("missing argument to repetition operator", start, cursor.Position);
        }

        var repeat = Re2Node.Repeat(child, min, max, isGreedy, isCounted);
        if ((min >= 2 || max >= 2) && repeat.RepeatProduct > Re2Node.RepeatMax)
        {
            return cursor.Fail("invalid repeat count", start, cursor.Position);
        }

        current.Last = repeat;
        return Checked(repeat) is not null;
    }

    private bool AddSet(RuneSet? set) => set is not null && Add(Re2Node.OneOf(set));

    private bool AddLiteral(int rune)
    {
        if (FoldsCase && CaseFolds.Orbit(rune).Count > 0)
        {
            var orbit = new RuneSetBuilder();
            orbit.AddFolded(rune, rune);
            return Add(Re2Node.OneOf(orbit.ToSet()));
        }

        return Add(Re2Node.Literal([rune]));
    }

    private bool Add(Re2Node node)
    {
        current.Add(node);
        return Checked(node) is not null;
    }

    private Re2Node? Checked(Re2Node node)
    {
        if (node.Height > Re2Node.HeightMax)
        {
            cursor.FailWhole("expression nests too deeply");
            return null;
        }

        if (node.Size > Re2Node.SizeMax)
        {
            cursor.FailWhole("expression too large");
            return null;
        }

        return node;
    }

    private static bool IsWellFormed(string pattern)
    {
        for (var index = 0; index < pattern.Length; index++)
        {
            if (char.IsHighSurrogate(pattern[index]) && index + 1 < pattern.Length
                && char.IsLowSurrogate(pattern[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(pattern[index]))
            {
                return false;
            }
        }

        return true;
    }
}
