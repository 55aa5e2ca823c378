using Belfry.Configuration;
using Belfry.Model.Diagnostics;

namespace Belfry.Server.Serving;

/// <summary>What came up while configuration files were read, with the texts to show it in.</summary>
internal sealed class ConfigurationFindings
{
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> diagnostics = [];

    internal bool HasErrors => Of(DiagnosticSeverity.Error).Any();

    internal IReadOnlyList<Diagnostic> Warnings => [.. Of(DiagnosticSeverity.Warning)];

    /// <summary>Every error with its line and a caret.</summary>
    internal string RenderErrors() =>
        DiagnosticRendering.Render([.. Of(DiagnosticSeverity.Error)], sources.GetValueOrDefault);

    internal void Add(IEnumerable<Diagnostic> found) => diagnostics.AddRange(found);

    /// <summary>Keeps what was found in a file and hands its value on.</summary>
    internal T? Take<T>(LoadResult<T> result)
        where T : class
    {
        Add(result.Diagnostics);
        foreach (var (path, text) in result.Sources)
        {
            sources[path] = text;
        }

        return result.Value;
    }

    private IEnumerable<Diagnostic> Of(DiagnosticSeverity severity) =>
        diagnostics.Where(diagnostic => diagnostic.Severity == severity);
}
