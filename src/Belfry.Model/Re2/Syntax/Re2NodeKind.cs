namespace Belfry.Model.Re2.Syntax;

/// <summary>What a <see cref="Re2Node"/> matches.</summary>
internal enum Re2NodeKind
{
    /// <summary>The empty text.</summary>
    Empty,

    /// <summary>The code points of <see cref="Re2Node.Runes"/>, one after another.</summary>
    Literal,

    /// <summary>One code point of <see cref="Re2Node.Set"/>.</summary>
    Set,

    /// <summary>Nothing, where <see cref="Re2Node.Assertion"/> holds.</summary>
    Assertion,

    /// <summary>Its child, remembered as group <see cref="Re2Node.Group"/>.</summary>
    Capture,

    /// <summary>Its child, from <see cref="Re2Node.Min"/> to <see cref="Re2Node.Max"/> times.</summary>
    Repeat,

    /// <summary>Its children, one after another.</summary>
    Concat,

    /// <summary>One of its children, the first that leads to a match.</summary>
    Alternate,
}
