namespace Belfry.Model.Re2.Automata;

/// <summary>One step of a <see cref="Re2Program"/>. The default value is a match.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Next">The instruction that follows.</param>
/// <param name="Argument">What it means depends on the kind.</param>
internal readonly record struct Instruction(InstructionKind Kind, int Next, int Argument);
