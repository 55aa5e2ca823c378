namespace Belfry.Model.Re2.Shapes;

/// <summary>
/// Texts that hold these literals in this order with anything between, as <c>foo.*bar.+</c> has it. A gap stands
/// before, between and behind the literals: none, anything, or at least one code point.
/// </summary>
internal sealed class GlobShape : TextShape
{
    private readonly byte[][] literals;
    private readonly Gap[] gaps;

    /// <summary>There is one gap more than literals; a gap between two literals is not "none".</summary>
    internal GlobShape(byte[][] literals, Gap[] gaps)
    {
        this.literals = literals;
        this.gaps = gaps;
    }

    internal override bool Contains(ReadOnlySpan<byte> text)
    {
        if (literals.Length == 0)
        {
            return gaps[0] switch
            {
                Gap.Any => true,
                Gap.NotEmpty => !text.IsEmpty,
                _ => text.IsEmpty,
            };
        }

        var first = 0;
        var last = literals.Length - 1;
        if (gaps[0] == Gap.None)
        {
            if (!text.StartsWith(literals[0]))
            {
                return false;
            }

            text = text[literals[0].Length..];
            first++;
        }

        // The last literal is taken from the end before the others are looked for, as they must end before it.
        ReadOnlySpan<byte> ending = gaps[^1] == Gap.None && first <= last ? literals[last--] : default;
        if (!text.EndsWith(ending))
        {
            return false;
        }

        text = text[..^ending.Length];
        for (var index = first; index <= last; index++)
        {
            if (!TrySkip(gaps[index], ref text) || text.IndexOf(literals[index]) is var found && found < 0)
            {
                return false;
            }

            text = text[(found + literals[index].Length)..];
        }

        // One gap is left; when the last literal was also the first, nothing may follow it.
        var rest = gaps[last + 1];
        return rest == Gap.None ? text.IsEmpty : TrySkip(rest, ref text);
    }

    // A literal never starts with a continuation byte, so leaving out one byte leaves out the whole code point.
    private static bool TrySkip(Gap gap, ref ReadOnlySpan<byte> text)
    {
        if (gap != Gap.NotEmpty)
        {
            return true;
        }

        if (text.IsEmpty)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    /// <summary>What may stand at a place.</summary>
    internal enum Gap
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>Anything, also nothing.</summary>
        Any,

        /// <summary>Anything but nothing.</summary>
        NotEmpty,
    }
}
