using Belfry.Model.Re2.Syntax;
using Belfry.Model.Re2.Unicode;

namespace Belfry.Model.Re2.Automata;

/// <summary>
/// An expression as instructions of a nondeterministic automaton (Thompson's construction, with the order of choices
/// kept). Immutable.
/// </summary>
/// <param name="Instructions">The steps; the first is the match.</param>
/// <param name="Start">Where matching begins.</param>
/// <param name="Sets">The sets that steps refer to.</param>
/// <param name="IsBoundToStart">True when a match can begin at the start of the text only.</param>
/// <param name="Assertions">Every assertion that occurs.</param>
internal sealed record Re2Program(
    Instruction[] Instructions, int Start, RuneSet[] Sets, bool IsBoundToStart, Re2Assertions Assertions);
