using System.Diagnostics.CodeAnalysis;

namespace Belfry.Alerting.Templates;

/// <summary>
/// What became of an execution: a text, or an error in Go's words. The default value is an error without words.
/// </summary>
internal readonly record struct TemplateOutcome
{
    private TemplateOutcome(string? text, string? error)
    {
        Text = text;
        Error = error;
    }

    /// <summary>The text; null exactly when it failed.</summary>
    public string? Text { get; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; }

    /// <summary>A success.</summary>
    public static TemplateOutcome Of(string text) => new(text, null);

    /// <summary>A failure.</summary>
    public static TemplateOutcome Failed(string error) => new(null, error);

    /// <summary>True with the text, false with the error.</summary>
    public bool TryGet([NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? error)
    {
        text = Text;
        error = text is null ? Error ?? "" : null;
        return text is not null;
    }
}
