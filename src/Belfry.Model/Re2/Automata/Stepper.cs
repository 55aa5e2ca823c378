using Belfry.Model.Re2.Syntax;
using Belfry.Model.Re2.Unicode;

namespace Belfry.Model.Re2.Automata;

/// <summary>
/// Takes sets of instructions forward by one code point, all at once: the nondeterministic automaton without
/// remembering groups. What it holds is scratch space: used by one thread at a time.
/// </summary>
internal sealed class Stepper(Re2Program program, Alphabet alphabet)
{
    private readonly SparseSet closure = new(program.Instructions.Length);
    private readonly SparseSet next = new(program.Instructions.Length);
    private readonly Stack<int> pending = new();

    /// <summary>The set that the last <see cref="Step"/> made; valid until the next.</summary>
    internal ReadOnlySpan<int> Next => next.Members;

    /// <summary>What is remembered of the code point before the first one.</summary>
    internal int StartContext =>
        (int)(program.Assertions & (Re2Assertions.BeginText | Re2Assertions.BeginLine));

    /// <summary>
    /// Takes <paramref name="places"/> over a code point of the class. True when a match ends before that code point.
    /// </summary>
    internal bool Step(ReadOnlySpan<int> places, int context, int runeClass)
    {
        closure.Clear();
        next.Clear();
        var rune = runeClass == alphabet.End ? -1 : alphabet.Representative(runeClass);
        var holding = Holding(context, rune);
        foreach (var place in places)
        {
            if (Follow(place, holding))
            {
                return true;
            }
        }

        if (!program.IsBoundToStart && Follow(program.Start, holding))
        {
            return true;
        }

        foreach (var place in closure.Members)
        {
            var instruction = program.Instructions[place];
            if (instruction.Kind == InstructionKind.Rune && rune >= 0
                && program.Sets[instruction.Argument].Contains(rune))
            {
                next.Add(instruction.Next);
            }
        }

        return false;
    }

    /// <summary>
    /// What must be remembered of a code point of the class for the assertions behind it: that it ends a line, that
    /// it is of a word. Nothing that no assertion of the program asks.
    /// </summary>
    internal int ContextAfter(int runeClass)
    {
        var rune = alphabet.Representative(runeClass);
        var context = Re2Assertions.None;
        if (rune == '\n')
        {
            context |= program.Assertions & Re2Assertions.BeginLine;
        }

        var asksWords = program.Assertions & (Re2Assertions.WordBoundary | Re2Assertions.NoWordBoundary);
        return (int)(asksWords != 0 && IsWord(rune) ? context | Re2Assertions.WordBoundary : context);
    }

    /// <summary>The assertions that hold between two code points; -1 is beyond an end of the text.</summary>
    internal static Re2Assertions Between(int before, int after)
    {
        var holding = Re2Assertions.None;
        holding |= before < 0 ? Re2Assertions.BeginText | Re2Assertions.BeginLine : Re2Assertions.None;
        holding |= before == '\n' ? Re2Assertions.BeginLine : Re2Assertions.None;
        holding |= after < 0 ? Re2Assertions.EndText | Re2Assertions.EndLine : Re2Assertions.None;
        holding |= after == '\n' ? Re2Assertions.EndLine : Re2Assertions.None;
        return holding
            | (IsWord(before) == IsWord(after) ? Re2Assertions.NoWordBoundary : Re2Assertions.WordBoundary);
    }

    private static bool IsWord(int rune) => rune >= 0 && NamedClasses.Word.Contains(rune);

    private static Re2Assertions Holding(int context, int after)
    {
        var before = (Re2Assertions)context;
        var wasWord = before.HasFlag(Re2Assertions.WordBoundary);
        var holding = before & (Re2Assertions.BeginText | Re2Assertions.BeginLine);
        holding |= after < 0 ? Re2Assertions.EndText | Re2Assertions.EndLine : Re2Assertions.None;
        holding |= after == '\n' ? Re2Assertions.EndLine : Re2Assertions.None;
        return holding
            | (wasWord == IsWord(after) ? Re2Assertions.NoWordBoundary : Re2Assertions.WordBoundary);
    }

    // Adds what is reached without a code point; true when that is a match.
    private bool Follow(int place, Re2Assertions holding)
    {
        pending.Push(place);
        while (pending.TryPop(out place))
        {
            if (!closure.Add(place))
            {
                continue;
            }

            var instruction = program.Instructions[place];
            switch (instruction.Kind)
            {
                case InstructionKind.Match:
                    pending.Clear();
                    return true;
                case InstructionKind.Split:
                    pending.Push(instruction.Argument);
                    pending.Push(instruction.Next);
                    break;
                case InstructionKind.Save:
                    pending.Push(instruction.Next);
                    break;
                case InstructionKind.Assert when holding.HasFlag((Re2Assertions)instruction.Argument):
                    pending.Push(instruction.Next);
                    break;
            }
        }

        return false;
    }
}
