using Belfry.Model.Diagnostics;

namespace Belfry.Configuration;

/// <summary>
/// What came of loading a configuration: everything that is wrong with it, and the value when nothing is.
/// </summary>
/// <typeparam name="T">The configuration's record.</typeparam>
/// <param name="Value">The configuration; null when <paramref name="Diagnostics"/> holds an error.</param>
/// <param name="Diagnostics">All errors and warnings, by file in reading order, then by place.</param>
/// <param name="Sources">The text of every file that was read, by path, to show lines beside diagnostics.</param>
public sealed record LoadResult<T>(
    T? Value, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyDictionary<string, string> Sources)
    where T : class
{
    /// <summary>True when nothing is wrong, warnings aside.</summary>
    public bool IsValid => Value is not null;

    /// <summary>All diagnostics as text with source lines and carets.</summary>
    public string Render() => DiagnosticRendering.Render(Diagnostics, Sources.GetValueOrDefault);
}
