namespace Belfry.Model.Diagnostics;

/// <summary>A place in a text that a user wrote. The default value is an unknown place.</summary>
/// <param name="File">The file's name as the user knows it, or a name such as <c>query</c>; empty when unknown.</param>
/// <param name="Line">1-based line; 0 when unknown.</param>
/// <param name="Column">1-based column in characters; 0 when unknown.</param>
public readonly record struct SourceLocation(string File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>, leaving out what is unknown.</summary>
    public override string ToString() =>
        Line == 0
            ? File ?? ""
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}
