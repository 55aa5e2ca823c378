using System.Collections.Concurrent;

namespace Belfry.Model.Re2.Automata;

/// <summary>
/// Says whether a text matches, one table look-up per code point. States are made when first reached, up to a budget;
/// beyond it the rest of a text is matched with the nondeterministic automaton, still in linear time. Thread-safe:
/// states are added under a lock and read without.
/// </summary>
internal sealed class Dfa
{
    // Table entries and instructions kept, over all states: a few MB for the worst expression there is.
    private const int BudgetMax = 400_000;

    private readonly Alphabet alphabet;
    private readonly Re2Program program;
    private readonly DfaState matched = new([], 0, 0);
    private readonly DfaState failed = new([], 0, 0);
    private readonly DfaState start;
    private readonly ConcurrentBag<Stepper> steppers = [];
    private readonly Lock statesLock = new();
    private readonly Dictionary<DfaState, DfaState> states = new(StateComparer.Instance);
    private readonly Stepper stepper;
    private int budget;

    internal Dfa(Re2Program program)
        : this(program, BudgetMax)
    {
    }

    internal Dfa(Re2Program program, int budget)
    {
        this.program = program;
        this.budget = budget;
        alphabet = Alphabet.Of(program);
        stepper = new Stepper(program, alphabet);
        start = new DfaState([program.Start], stepper.StartContext, alphabet.End + 1);
        states.Add(start, start);
    }

    /// <summary>True when the UTF-8 text has a match.</summary>
    internal bool IsMatch(ReadOnlySpan<byte> text)
    {
        var state = start;
        var position = 0;
        while (position < text.Length)
        {
            var at = position;
            var runeClass = alphabet.Take(text, ref position);
            var next = state.Next[runeClass] ?? Extend(state, runeClass);
            if (next is null)
            {
                return Simulate(state, text[at..]);
            }

            if (next.IsFinal)
            {
                return next == matched;
            }

            state = next;
        }

        return (state.Next[alphabet.End] ?? Extend(state, alphabet.End) ?? Ending(state)) == matched;
    }

    // Null when the budget is used up.
    private DfaState? Extend(DfaState state, int runeClass)
    {
        lock (statesLock)
        {
            if (state.Next[runeClass] is { } known)
            {
                return known;
            }

            if (budget <= 0)
            {
                return null;
            }

            var next = Successor(state, runeClass);
            Volatile.Write(ref state.Next[runeClass], next);
            return next;
        }
    }

    private DfaState Successor(DfaState state, int runeClass)
    {
        if (stepper.Step(state.Places, state.Context, runeClass))
        {
            return matched;
        }

        if (runeClass == alphabet.End || (stepper.Next.IsEmpty && program.IsBoundToStart))
        {
            return failed;
        }

        var places = stepper.Next.ToArray();
        Array.Sort(places);
        var next = new DfaState(places, stepper.ContextAfter(runeClass), alphabet.End + 1);
        if (states.TryGetValue(next, out var known))
        {
            return known;
        }

        states.Add(next, next);
        budget -= places.Length + alphabet.End + 1;
        return next;
    }

    private DfaState Ending(DfaState state) => Simulate(state, []) ? matched : failed;

    private bool Simulate(DfaState state, ReadOnlySpan<byte> text)
    {
        var current = steppers.TryTake(out var idle) ? idle : new Stepper(program, alphabet);
        var other = steppers.TryTake(out idle) ? idle : new Stepper(program, alphabet);
        ReadOnlySpan<int> places = state.Places;
        var context = state.Context;
        var position = 0;
        var isMatch = false;
        while (!isMatch && position < text.Length)
        {
            var runeClass = alphabet.Take(text, ref position);
            isMatch = current.Step(places, context, runeClass);
            places = current.Next;
            context = current.ContextAfter(runeClass);
            (current, other) = (other, current);
        }

        isMatch = isMatch || current.Step(places, context, alphabet.End);
        steppers.Add(current);
        steppers.Add(other);
        return isMatch;
    }

    private sealed class StateComparer : IEqualityComparer<DfaState>
    {
        internal static StateComparer Instance { get; } = new();

        public bool Equals(DfaState? x, DfaState? y) =>
            x!.Context == y!.Context && x.Places.AsSpan().SequenceEqual(y.Places);

        public int GetHashCode(DfaState state)
        {
            var hash = default(HashCode);
            hash.Add(state.Context);
            foreach (var place in state.Places)
            {
                hash.Add(place);
            }

            return hash.ToHashCode();
        }
    }
}
