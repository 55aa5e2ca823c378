namespace Belfry.Model.Diagnostics;

/// <summary>One thing that is wrong with what a user gave us: where, what, and what to do about it.</summary>
/// <param name="Severity">Whether the input can still be used.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Message">What is wrong: lower case, no full stop, names in backquotes.</param>
/// <param name="Hint">What to do; empty when the message says it already.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, SourceLocation Location, string Message, string Hint = "")
{
    /// <summary>An error.</summary>
    public static Diagnostic Error(SourceLocation location, string message, string hint = "") =>
        new(DiagnosticSeverity.Error, location, message, hint);

    /// <summary>A warning.</summary>
    public static Diagnostic Warning(SourceLocation location, string message, string hint = "") =>
        new(DiagnosticSeverity.Warning, location, message, hint);

    /// <summary>One line: <c>file:line:column: error: message (hint)</c>.</summary>
    public override string ToString()
    {
        var place = Location.ToString();
        var kind = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        return (place.Length > 0 ? place + ": " : "") + kind + ": " + Message + (Hint.Length > 0 ? $" ({Hint})" : "");
    }
}
