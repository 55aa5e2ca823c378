namespace Belfry.Configuration.Binding;

/// <summary>Paths as the originals join them: relative ones from the directory of the file that names them.</summary>
internal static class RelativePath
{
    internal static string DirectoryOf(string file) =>
        Path.GetDirectoryName(file) is { Length: > 0 } directory ? directory : ".";

    /// <summary>Empty and absolute paths stay as they are; dots are resolved in the others.</summary>
    internal static string Join(string directory, string path)
    {
        if (path.Length == 0 || Path.IsPathRooted(path))
        {
            return path;
        }

        var isRooted = Path.IsPathRooted(directory);
        var parts = new List<string>();
        foreach (var part in $"{directory}/{path}".Split('/', '\\'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".." || !isRooted)
            {
                parts.Add(part);
            }
        }

        return (isRooted && directory.StartsWith('/') ? "/" : "") + string.Join('/', parts);
    }
}
