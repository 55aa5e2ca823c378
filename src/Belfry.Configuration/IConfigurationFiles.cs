namespace Belfry.Configuration;

/// <summary>
/// The files that configuration is read from. The host gives the disk; tests give texts. Called from one thread.
/// </summary>
public interface IConfigurationFiles
{
    /// <summary>
    /// Reads the whole file as UTF-8. False, with <paramref name="error"/> in the words of the system
    /// (<c>no such file or directory</c>), when it cannot be read; a retry is safe.
    /// </summary>
    bool TryRead(string path, out string text, out string error);

    /// <summary>
    /// The paths of the existing files that <paramref name="globPattern"/> means (<c>*</c>, <c>?</c> and <c>[a-z]</c>
    /// within a path's part), sorted; a pattern without wildcards gives the path itself if there is such a file. Empty
    /// when nothing matches, which is not an error.
    /// </summary>
    IReadOnlyList<string> Expand(string globPattern);
}
