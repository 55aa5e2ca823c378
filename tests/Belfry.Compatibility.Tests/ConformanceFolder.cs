namespace Belfry.Compatibility.Tests;

/// <summary>
/// The folder of the originals' test data: <c>BELFRY_CONFORMANCE</c>, or <c>../shared/conformance</c> beside the
/// repository. It is not part of the project; where there is none, there is nothing to run.
/// </summary>
internal static class ConformanceFolder
{
    internal static string? Find()
    {
        var given = Environment.GetEnvironmentVariable("BELFRY_CONFORMANCE");
        var path = string.IsNullOrEmpty(given) ? Path.Combine(RepositoryRoot(), "../shared/conformance") : given;
        return Directory.Exists(path) ? Path.GetFullPath(path) : null;
    }

    /// <summary>The files, or folders, that <paramref name="pattern"/> means, sorted.</summary>
    internal static IEnumerable<string> Files(string folder, string pattern)
    {
        var inner = Path.Combine(folder, Path.GetDirectoryName(pattern) ?? "");
        return Directory.Exists(inner)
            ? Directory.EnumerateFileSystemEntries(inner, Path.GetFileName(pattern)).Order(StringComparer.Ordinal)
            : [];
    }

    internal static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("global.json not found");
        }

        return folder;
    }
}
