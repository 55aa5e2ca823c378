namespace Belfry.Model.Re2.Automata;

/// <summary>What an <see cref="Instruction"/> does.</summary>
internal enum InstructionKind
{
    /// <summary>The text matches.</summary>
    Match,

    /// <summary>Takes one code point of the set numbered by the argument, then goes on.</summary>
    Rune,

    /// <summary>Goes on, or, if that leads to no match, at the instruction numbered by the argument.</summary>
    Split,

    /// <summary>Remembers the place in the slot numbered by the argument, then goes on.</summary>
    Save,

    /// <summary>Goes on if the assertions in the argument hold.</summary>
    Assert,
}
