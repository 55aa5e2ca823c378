namespace Belfry.Storage.Contracts;

/// <summary>
/// The world failed a store: a disk is full, a file is damaged or unreadable. Carries where, and what an operator can
/// do.
/// </summary>
public sealed class StorageFailureException : Exception
{
    /// <summary>A failure at a place in a file.</summary>
    /// <param name="message">What was attempted and what went wrong; lower case, no full stop.</param>
    /// <param name="file">The file's name within the data folder.</param>
    /// <param name="offset">The byte at which it happened; -1 when it concerns the whole file.</param>
    /// <param name="hint">What an operator can do.</param>
    /// <param name="innerException">The cause; null when the file's content is the cause.</param>
    public StorageFailureException(
        string message, string file, long offset, string hint, Exception? innerException = null)
        : base($"{message} (file `{file}`{(offset < 0 ? "" : $", offset {offset}")}; {hint})", innerException)
    {
        File = file;
        Offset = offset;
        Hint = hint;
    }

    /// <summary>The file's name within the data folder.</summary>
    public string File { get; }

    /// <summary>The byte at which it happened; -1 when it concerns the whole file.</summary>
    public long Offset { get; }

    /// <summary>What an operator can do.</summary>
    public string Hint { get; }
}
