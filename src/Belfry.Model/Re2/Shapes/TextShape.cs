namespace Belfry.Model.Re2.Shapes;

/// <summary>
/// A set of texts that is told by comparing bytes, without an automaton. Stands in for an expression that means the
/// same. Immutable and thread-safe.
/// </summary>
internal abstract class TextShape
{
    /// <summary>True when the UTF-8 text is in the set. Allocates nothing.</summary>
    internal abstract bool Contains(ReadOnlySpan<byte> text);
}
