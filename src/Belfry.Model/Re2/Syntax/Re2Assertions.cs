namespace Belfry.Model.Re2.Syntax;

/// <summary>Conditions on a place between two code points. As a set: those that hold there, or all that must.</summary>
[Flags]
internal enum Re2Assertions
{
    /// <summary>Nothing is asked.</summary>
    None = 0,

    /// <summary>At the start of the text or after a newline.</summary>
    BeginLine = 1,

    /// <summary>At the end of the text or before a newline.</summary>
    EndLine = 2,

    /// <summary>At the start of the text.</summary>
    BeginText = 4,

    /// <summary>At the end of the text.</summary>
    EndText = 8,

    /// <summary>Between an ASCII word character and something else.</summary>
    WordBoundary = 16,

    /// <summary>Not at a word boundary.</summary>
    NoWordBoundary = 32,
}
