using Belfry.Configuration;

namespace Belfry.Alerting.Tests.Notify;

/// <summary>Files that a configuration names, in memory.</summary>
internal sealed class MemoryFiles : IConfigurationFiles
{
    internal Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public bool TryRead(string path, out string text, out string error)
    {
        error = "no such file or directory";
        text = Texts.GetValueOrDefault(path, "");
        return Texts.ContainsKey(path);
    }

    public IReadOnlyList<string> Expand(string globPattern) => [globPattern];
}
