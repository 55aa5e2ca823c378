using Belfry.Configuration.Yaml;
using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Binding;

/// <summary>
/// The files of one load: their texts, and what was found wrong with each, in the order they were read.
/// </summary>
internal sealed class FileSet(IConfigurationFiles files)
{
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);
    private readonly List<Reading> readings = [];

    /// <summary>True when a file could not be read as YAML at all.</summary>
    internal bool HasSyntaxErrors { get; private set; }

    /// <summary>Reads a file that must be there.</summary>
    internal bool TryRead(string path, out string text)
    {
        if (files.TryRead(path, out text, out var error))
        {
            return true;
        }

        var reading = Start(path);
        reading.Error(new SourceLocation(path, 0, 0), $"open {path}: {error}");
        return false;
    }

    /// <summary>Parses a text; the root is null when it is empty or, reported, not YAML.</summary>
    internal (Reading Reading, YamlNode? Root) Parse(string path, string text)
    {
        sources[path] = text;
        var reading = Start(path);
        var stream = YamlReader.Read(path, text);
        if (stream.Error is { } error)
        {
            HasSyntaxErrors = true;
            reading.Add(error);
            return (reading, null);
        }

        if (stream.Documents.Count > 1)
        {
            reading.Warning(
                stream.Documents[1]?.Location ?? new SourceLocation(path, 0, 0),
                "Multiple document yaml files are not supported, only the first document is processed",
                "remove the `---` line, or move what follows into a file of its own");
        }

        return (reading, stream.Documents.Count > 0 ? stream.Documents[0] : null);
    }

    /// <summary>
    /// The texts of the files that the patterns find, each once. A pattern that finds nothing is a warning of
    /// <paramref name="key"/>, a file that cannot be read an error.
    /// </summary>
    internal IEnumerable<(string Path, string Text)> Expand(
        Reading reading, IReadOnlyList<FilePattern> patterns, string key)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (pattern, place) in patterns)
        {
            var paths = files.Expand(pattern);
            if (paths.Count == 0)
            {
                reading.Warning(
                    place, $"`{key}`: no file matches `{pattern}`",
                    "paths are relative to the directory of the file that names them");
            }

            foreach (var path in paths.Where(seen.Add))
            {
                if (TryRead(path, out var text))
                {
                    yield return (path, text);
                }
            }
        }
    }

    /// <summary>The value if nothing is wrong.</summary>
    internal LoadResult<T> Result<T>(T value)
        where T : class => new(
        readings.Exists(reading => reading.HasErrors) ? null : value,
        [.. readings.SelectMany(reading => reading.Diagnostics)],
        sources);

    internal LoadResult<T> Failed<T>()
        where T : class => new(null, [.. readings.SelectMany(reading => reading.Diagnostics)], sources);

    private Reading Start(string path)
    {
        var reading = new Reading(path);
        readings.Add(reading);
        return reading;
    }
}
