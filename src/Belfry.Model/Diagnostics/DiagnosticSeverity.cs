namespace Belfry.Model.Diagnostics;

/// <summary>How bad a diagnostic is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The input cannot be used.</summary>
    Error,

    /// <summary>The input is used, but probably does not do what was meant.</summary>
    Warning,
}
