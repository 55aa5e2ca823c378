namespace Belfry.Model.Re2.Syntax;

/// <summary>What the letters of <c>(?imsU)</c> switch.</summary>
[Flags]
internal enum Re2Flags
{
    /// <summary>As a pattern begins.</summary>
    None = 0,

    /// <summary><c>i</c>: letters match whatever their case.</summary>
    FoldCase = 1,

    /// <summary><c>m</c>: <c>^</c> and <c>$</c> match at lines too.</summary>
    MultiLine = 2,

    /// <summary><c>s</c>: <c>.</c> matches a newline too.</summary>
    DotNewline = 4,

    /// <summary><c>U</c>: repetitions prefer less, and more with a <c>?</c>.</summary>
    NonGreedy = 8,
}
