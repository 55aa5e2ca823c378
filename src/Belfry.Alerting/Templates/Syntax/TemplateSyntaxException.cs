namespace Belfry.Alerting.Templates.Syntax;

/// <summary>
/// Ends the parse of one template text; caught by the parser's entry point and turned into a diagnostic.
/// </summary>
internal sealed class TemplateSyntaxException(string message, int offset, int line) : Exception(message)
{
    /// <summary>Where in the text.</summary>
    public int Offset { get; } = offset;

    /// <summary>The line that Go's message names.</summary>
    public int Line { get; } = line;
}
