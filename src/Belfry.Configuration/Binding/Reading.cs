using Belfry.Configuration.Yaml;
using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Binding;

/// <summary>
/// The reading of one file: where it is, and everything found wrong so far. Never throws for what a user wrote; stops
/// adding after <see cref="YamlLimits.DiagnosticsMax"/>.
/// </summary>
internal sealed class Reading(string file)
{
    private readonly List<Diagnostic> diagnostics = [];
    private readonly HashSet<Diagnostic> distinct = [];

    internal string File { get; } = file;

    /// <summary>The directory that relative paths in the file are relative to.</summary>
    internal string Directory { get; } = RelativePath.DirectoryOf(file);

    /// <summary>What was found, ordered by place.</summary>
    internal IEnumerable<Diagnostic> Diagnostics =>
        diagnostics.OrderBy(diagnostic => diagnostic.Location.Line).ThenBy(diagnostic => diagnostic.Location.Column);

    internal bool HasErrors => diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>True when no more diagnostics are taken, so that looking for more is in vain.</summary>
    internal bool IsFull => diagnostics.Count >= YamlLimits.DiagnosticsMax;

    internal int ErrorCount => diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    internal void Error(SourceLocation place, string message, string hint = "") =>
        Add(Diagnostic.Error(place, message, hint));

    internal void Warning(SourceLocation place, string message, string hint = "") =>
        Add(Diagnostic.Warning(place, message, hint));

    internal void Add(Diagnostic diagnostic)
    {
        // Rules read values a second time; what they find again is not news.
        if (!IsFull && distinct.Add(diagnostic))
        {
            diagnostics.Add(diagnostic);
        }
    }

    /// <summary>Something known to the originals that this version reads and checks, but does not do.</summary>
    internal void NotDone(SourceLocation place, string what) =>
        Warning(place, $"`{what}` is accepted but not done by this version");

    /// <summary>A path of the file, resolved against the file's own directory.</summary>
    internal string Resolve(string path) => RelativePath.Join(Directory, path);
}
