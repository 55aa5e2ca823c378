using System.Text;
using Belfry.Model.Re2.Syntax;

namespace Belfry.Model.Re2.Automata;

/// <summary>
/// Finds the leftmost match and its groups by running all ways to match side by side, in order of preference (Rob
/// Pike's virtual machine). Linear in the text. Scratch space of one thread at a time.
/// </summary>
internal sealed class PikeMachine
{
    private readonly Re2Program program;
    private readonly int slotCount;
    private readonly Stack<(int Place, int Slot, int Restored)> pending = new();
    private readonly int[] path;
    private Threads current;
    private Threads next;

    internal PikeMachine(Re2Program program, int groupCount)
    {
        this.program = program;
        slotCount = groupCount * 2;
        path = new int[slotCount];
        current = new Threads(program.Instructions.Length, slotCount);
        next = new Threads(program.Instructions.Length, slotCount);
    }

    /// <summary>
    /// Looks for the first match that begins at <paramref name="from"/> or later. On success the slots hold start and
    /// end of every group, in UTF-16 units, or -1 for a group that took no part; slots 0 and 1 are the whole.
    /// </summary>
    internal bool TryFind(string text, int from, Span<int> slots)
    {
        current.Clear();
        var isMatch = false;
        var before = from == 0 ? -1 : RuneBefore(text, from);
        for (var position = from; ; )
        {
            var length = 0;
            var rune = position < text.Length ? RuneAt(text, position, out length) : -1;
            var holding = Stepper.Between(before, rune);
            if (!isMatch && (position == 0 || !program.IsBoundToStart))
            {
                path.AsSpan().Fill(-1);
                path[0] = position;
                Follow(current, program.Start, position, holding);
            }

            if (current.Set.Count == 0 && (isMatch || program.IsBoundToStart))
            {
                return isMatch;
            }

            // Places were followed up to here when they were added, with what holds at this position.
            isMatch |= Step(position, rune, position + length, text, slots);
            (current, next) = (next, current);
            if (rune < 0)
            {
                return isMatch;
            }

            before = rune;
            position += length;
        }
    }

    private bool Step(int position, int rune, int behind, string text, Span<int> slots)
    {
        next.Clear();
        var holding = rune < 0
            ? Re2Assertions.None
            : Stepper.Between(rune, behind < text.Length ? RuneAt(text, behind, out _) : -1);
        var members = current.Set.Members;
        for (var index = 0; index < members.Length; index++)
        {
            var instruction = program.Instructions[members[index]];
            if (instruction.Kind == InstructionKind.Match)
            {
                current.Slots(index).CopyTo(slots);
                slots[1] = position;
                return true;
            }

            if (instruction.Kind == InstructionKind.Rune && rune >= 0
                && program.Sets[instruction.Argument].Contains(rune))
            {
                current.Slots(index).CopyTo(path);
                Follow(next, instruction.Next, behind, holding);
            }
        }

        return false;
    }

    // Adds what is reached without a code point, the preferred first. `path` holds the slots on the way; entries with
    // a slot undo a change of it once all that lies behind the change has been added.
    private void Follow(Threads threads, int place, int position, Re2Assertions holding)
    {
        pending.Push((place, -1, 0));
        while (pending.TryPop(out var entry))
        {
            if (entry.Slot >= 0)
            {
                path[entry.Slot] = entry.Restored;
                continue;
            }

            if (!threads.Set.Add(entry.Place))
            {
                continue;
            }

            var instruction = program.Instructions[entry.Place];
            switch (instruction.Kind)
            {
                case InstructionKind.Split:
                    pending.Push((instruction.Argument, -1, 0));
                    pending.Push((instruction.Next, -1, 0));
                    break;
                case InstructionKind.Save:
                    if (instruction.Argument < slotCount)
                    {
                        pending.Push((0, instruction.Argument, path[instruction.Argument]));
                        path[instruction.Argument] = position;
                    }

                    pending.Push((instruction.Next, -1, 0));
                    break;
                case InstructionKind.Assert when holding.HasFlag((Re2Assertions)instruction.Argument):
                    pending.Push((instruction.Next, -1, 0));
                    break;
                case InstructionKind.Rune or InstructionKind.Match:
                    threads.Keep(path);
                    break;
            }
        }
    }

    private static int RuneAt(string text, int position, out int length)
    {
        if (Rune.TryGetRuneAt(text, position, out var rune))
        {
            length = rune.Utf16SequenceLength;
            return rune.Value;
        }

        length = 1;
        return Rune.ReplacementChar.Value;
    }

    private static int RuneBefore(string text, int position) =>
        position >= 2 && Rune.TryGetRuneAt(text, position - 2, out var rune) && rune.Utf16SequenceLength == 2
            ? rune.Value
            : RuneAt(text, position - 1, out _);

    /// <summary>The places reached, in order of preference, each with its slots.</summary>
    private sealed class Threads(int instructionCount, int slotCount)
    {
        private int[] slots = new int[slotCount * 16];

        internal SparseSet Set { get; } = new(instructionCount);

        internal void Clear() => Set.Clear();

        internal Span<int> Slots(int index) => slots.AsSpan(index * slotCount, slotCount);

        /// <summary>Keeps the slots of the place added last.</summary>
        internal void Keep(int[] path)
        {
            if (Set.Count * slotCount > slots.Length)
            {
                Array.Resize(ref slots, Math.Max(slots.Length * 2, Set.Count * slotCount));
            }

            path.CopyTo(Slots(Set.Count - 1));
        }
    }
}
