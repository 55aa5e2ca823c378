using Belfry.Model.Re2.Syntax;
using Belfry.Model.Re2.Unicode;

namespace Belfry.Model.Re2.Automata;

/// <summary>
/// Turns a tree into a program, from the end to the start: each part is compiled knowing the instruction that follows
/// it, so nothing is patched but the heads of loops.
/// </summary>
internal sealed class Re2Compiler
{
    private const int MatchAt = 0;

    private readonly List<Instruction> instructions = [new(InstructionKind.Match, 0, 0)];
    private readonly Dictionary<RuneSet, int> setNumbers = [];
    private readonly List<RuneSet> sets = [];
    private Re2Assertions assertions;

    internal static Re2Program Compile(Re2Node root)
    {
        var compiler = new Re2Compiler();
        var start = compiler.Emit(root, MatchAt);
        return new Re2Program(
            [.. compiler.instructions], start, [.. compiler.sets], BeginsAtStart(root), compiler.assertions);
    }

    // Every match begins with \A when the first part does; looking into nothing but sequences and groups is enough
    // for the way expressions are anchored.
    private static bool BeginsAtStart(Re2Node node) => node.Kind switch
    {
        Re2NodeKind.Assertion => node.Assertion == Re2Assertions.BeginText,
        Re2NodeKind.Concat or Re2NodeKind.Capture => BeginsAtStart(node.Child),
        Re2NodeKind.Alternate => node.Children.All(BeginsAtStart),
        _ => false,
    };

    private int Emit(Re2Node node, int next)
    {
        switch (node.Kind)
        {
            case Re2NodeKind.Literal:
                for (var index = node.Runes.Length - 1; index >= 0; index--)
                {
                    next = EmitSet(RuneSet.Of(node.Runes[index]), next);
                }

                return next;
            case Re2NodeKind.Set:
                return EmitSet(node.Set, next);
            case Re2NodeKind.Assertion:
                assertions |= node.Assertion;
                return Add(InstructionKind.Assert, next, (int)node.Assertion);
            case Re2NodeKind.Capture:
                var end = Add(InstructionKind.Save, next, (node.Group * 2) + 1);
                return Add(InstructionKind.Save, Emit(node.Child, end), node.Group * 2);
            case Re2NodeKind.Concat:
                for (var index = node.Children.Length - 1; index >= 0; index--)
                {
                    next = Emit(node.Children[index], next);
                }

                return next;
            case Re2NodeKind.Alternate:
                return EmitChoices(node, next);
            case Re2NodeKind.Repeat:
                return EmitRepeat(node, next);
            default:
                return next;
        }
    }

    private int EmitChoices(Re2Node node, int next)
    {
        var entry = Emit(node.Children[^1], next);
        for (var index = node.Children.Length - 2; index >= 0; index--)
        {
            entry = Add(InstructionKind.Split, Emit(node.Children[index], next), entry);
        }

        return entry;
    }

    private int EmitRepeat(Re2Node node, int next)
    {
        var copies = node.Min;
        if (node.Max == Re2Node.Unbounded)
        {
            next = EmitLoop(node, next);
            copies--;
        }

        // x{2,4} is xx(x(x)?)?.
        var behind = next;
        for (var optional = node.Min; optional < node.Max; optional++)
        {
            next = EmitSplit(node.IsGreedy, Emit(node.Child, next), behind);
        }

        for (; copies > 0; copies--)
        {
            next = Emit(node.Child, next);
        }

        return next;
    }

    private int EmitLoop(Re2Node node, int next)
    {
        var loop = Add(InstructionKind.Split, 0, 0);
        var body = Emit(node.Child, loop);
        instructions[loop] = Split(node.IsGreedy, body, next);
        if (node.Min > 0)
        {
            return body;
        }

        // Where the body may be empty, x* is (x+)?: otherwise a group in it would end unset where Go sets it.
        return node.Child.IsNullable ? EmitSplit(node.IsGreedy, body, next) : loop;
    }

    private int EmitSplit(bool isGreedy, int body, int next)
    {
        instructions.Add(Split(isGreedy, body, next));
        return instructions.Count - 1;
    }

    private static Instruction Split(bool isGreedy, int body, int next) => isGreedy
        ? new Instruction(InstructionKind.Split, body, next)
        : new Instruction(InstructionKind.Split, next, body);

    private int EmitSet(RuneSet set, int next)
    {
        if (!setNumbers.TryGetValue(set, out var number))
        {
            number = sets.Count;
            sets.Add(set);
            setNumbers.Add(set, number);
        }

        return Add(InstructionKind.Rune, next, number);
    }

    private int Add(InstructionKind kind, int next, int argument)
    {
        instructions.Add(new Instruction(kind, next, argument));
        return instructions.Count - 1;
    }
}
