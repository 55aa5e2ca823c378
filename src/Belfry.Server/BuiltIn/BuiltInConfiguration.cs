using Belfry.Configuration;

namespace Belfry.Server.BuiltIn;

/// <summary>
/// The configuration for a start without one: files embedded in the executable, read by the same loader as a user's.
/// Other paths (an Alertmanager configuration beside it) come from <c>others</c>.
/// </summary>
internal sealed class BuiltInConfiguration(string selfAddress, IConfigurationFiles others) : IConfigurationFiles
{
    internal const string Path = "/belfry/built-in/prometheus.yml";
    private const string Folder = "/belfry/built-in/";

    /// <inheritdoc/>
    public bool TryRead(string path, out string text, out string error)
    {
        text = "";
        error = "no such file or directory";
        if (!path.StartsWith(Folder, StringComparison.Ordinal))
        {
            return others.TryRead(path, out text, out error);
        }

        using var stream = typeof(BuiltInConfiguration).Assembly
            .GetManifestResourceStream("builtin/" + path[Folder.Length..]);
        if (stream is null)
        {
            return false;
        }

        using var reader = new StreamReader(stream, System.Text.Encoding.UTF8);
        text = reader.ReadToEnd().Replace("SELF", selfAddress, StringComparison.Ordinal);
        return true;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Expand(string globPattern) =>
        globPattern.StartsWith(Folder, StringComparison.Ordinal) ? [globPattern] : others.Expand(globPattern);
}
