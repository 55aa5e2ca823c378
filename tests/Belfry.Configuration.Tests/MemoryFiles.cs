namespace Belfry.Configuration.Tests;

/// <summary>Files in memory; a pattern's last part may hold one star.</summary>
internal sealed class MemoryFiles : IConfigurationFiles
{
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);

    internal MemoryFiles With(string path, string text)
    {
        texts[path] = text;
        return this;
    }

    public bool TryRead(string path, out string text, out string error)
    {
        error = "no such file or directory";
        return texts.TryGetValue(path, out text!);
    }

    public IReadOnlyList<string> Expand(string globPattern)
    {
        var star = globPattern.IndexOf('*', StringComparison.Ordinal);
        return [.. texts.Keys.Where(path => star < 0
            ? path == globPattern
            : path.StartsWith(globPattern[..star], StringComparison.Ordinal)
                && path.EndsWith(globPattern[(star + 1)..], StringComparison.Ordinal))];
    }
}
