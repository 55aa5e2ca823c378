using System.Text;

namespace Belfry.Model.Diagnostics;

/// <summary>
/// Diagnostics as text for a terminal or an answer, with the line and a caret where the source is at hand.
/// </summary>
public static class DiagnosticRendering
{
    private const int LineLengthMax = 160;

    /// <summary>
    /// Renders every diagnostic in order, each on a line of its own, followed by the source line and a caret when
    /// <paramref name="source"/> returns the text of the diagnostic's file (null when it is not known).
    /// </summary>
    public static string Render(IEnumerable<Diagnostic> diagnostics, Func<string, string?> source)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            text.Append(diagnostic).Append('\n');
            if (diagnostic.Location.Line > 0 && source(diagnostic.Location.File) is { } content)
            {
                AppendCaret(text, content, diagnostic.Location);
            }
        }

        return text.ToString();
    }

    private static void AppendCaret(StringBuilder text, string content, SourceLocation location)
    {
        var line = content.Split('\n').ElementAtOrDefault(location.Line - 1)?.TrimEnd('\r').Replace('\t', ' ');
        if (line is null || location.Column < 1)
        {
            return;
        }

        // A place beyond the end is shown at the end.
        var offset = Math.Min(location.Column - 1, line.Length);
        var start = Math.Max(0, offset - (LineLengthMax / 2));
        var shown = line[start..Math.Min(line.Length, start + LineLengthMax)];
        var caret = offset - start;
        text.Append("    ").Append(shown).Append('\n');
        text.Append(' ', 4 + caret).Append("^\n");
    }
}
