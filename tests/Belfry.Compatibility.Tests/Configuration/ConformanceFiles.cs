using Belfry.Configuration;

namespace Belfry.Compatibility.Tests.Configuration;

/// <summary>Gives the files of the conformance folder to the loader.</summary>
internal sealed class ConformanceFiles : IConfigurationFiles
{
    public bool TryRead(string path, out string text, out string error)
    {
        error = "no such file or directory";
        text = File.Exists(path) ? File.ReadAllText(path) : "";
        return File.Exists(path);
    }

    public IReadOnlyList<string> Expand(string globPattern) => Directory.Exists(Path.GetDirectoryName(globPattern))
        ? [.. Directory.EnumerateFiles(Path.GetDirectoryName(globPattern)!, Path.GetFileName(globPattern))
            .Order(StringComparer.Ordinal)]
        : [];
}
