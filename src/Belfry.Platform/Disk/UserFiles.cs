using System.Text;

namespace Belfry.Platform.Disk;

/// <summary>Files that people wrote and own, at paths they gave: read, never written. Thread-safe.</summary>
public static class UserFiles
{
    /// <summary>
    /// Reads a UTF-8 text file of at most <paramref name="lengthBytesMax"/>. False, with the reason in words, when it
    /// is
    /// missing, too large, unreadable or not UTF-8.
    /// </summary>
    public static bool TryReadText(string path, long lengthBytesMax, out string text, out string error)
    {
        text = "";
        error = "";
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > lengthBytesMax)
            {
                error = $"the file has {file.Length} bytes; at most {lengthBytesMax} are read";
                return false;
            }

            // Not File.ReadAllText: it takes some invalid bytes for the mark of another encoding.
            var bytes = File.ReadAllBytes(path).AsSpan();
            bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            error = "the file is not UTF-8 text";
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            error = "no such file or directory";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error = exception.Message;
        }

        return false;
    }

    /// <summary>
    /// The existing files that match <paramref name="pattern"/> (<c>*</c> and <c>?</c> within the last part of the
    /// path,
    /// and in folders), sorted by ordinal. Empty when none does or a folder cannot be read.
    /// </summary>
    public static IReadOnlyList<string> Expand(string pattern)
    {
        var full = System.IO.Path.GetFullPath(pattern);
        var root = System.IO.Path.GetPathRoot(full) ?? "/";
        var parts = full[root.Length..].Split(System.IO.Path.DirectorySeparatorChar);
        List<string> folders = [root];
        for (var index = 0; index < parts.Length - 1; index++)
        {
            folders = [.. folders.SelectMany(folder => Entries(folder, parts[index], Directory.EnumerateDirectories))];
        }

        var files = folders.SelectMany(folder => Entries(folder, parts[^1], Directory.EnumerateFiles)).ToList();
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static IEnumerable<string> Entries(
        string folder, string part, Func<string, string, IEnumerable<string>> list)
    {
        if (part.AsSpan().IndexOfAny('*', '?') < 0)
        {
            var path = System.IO.Path.Combine(folder, part);
            return System.IO.Path.Exists(path) ? [path] : [];
        }

        try
        {
            return [.. list(folder, part)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
