namespace Belfry.Model.Re2.Automata;

/// <summary>
/// A state of the deterministic automaton: a set of instructions and what is remembered of the code point before.
/// Its successors are filled in as they are found; a reader sees each either whole or not at all.
/// </summary>
internal sealed class DfaState(int[] places, int context, int classCount)
{
    /// <summary>The instructions, sorted.</summary>
    internal int[] Places => places;

    internal int Context => context;

    /// <summary>
    /// The state behind each class of code points, the end of the text last; null when not known yet.
    /// </summary>
    internal DfaState?[] Next { get; } = new DfaState?[classCount];

    /// <summary>True for the two states that decide without looking at the rest of the text.</summary>
    internal bool IsFinal => classCount == 0;
}
