using Belfry.Platform.Disk;

namespace Belfry.Collectors.Host;

/// <summary>
/// The three trees that collectors read. One thread at a time; bytes are valid until the same tree is read again.
/// </summary>
internal sealed class HostFiles(HostMetricsOptions options) : IDisposable
{
    /// <summary>Device and field names kept as strings; what is beyond is made anew each time.</summary>
    private const int NamesMax = 20_000;

    private readonly Dictionary<ulong, string> names = [];

    internal KernelFiles Proc { get; } = new(options.ProcPath);

    internal KernelFiles Sys { get; } = new(options.SysPath);

    internal KernelFiles Root { get; } = new(options.RootPath);

    internal string RootPath => options.RootPath;

    /// <summary>The text as a string, the same object each time for as long as it is known.</summary>
    internal string Text(ReadOnlySpan<byte> bytes)
    {
        var hash = Model.XxHash64.Hash(bytes);
        if (names.TryGetValue(hash, out var known) && Matches(known, bytes))
        {
            return known;
        }

        var text = System.Text.Encoding.UTF8.GetString(bytes);
        if (names.Count < NamesMax)
        {
            names[hash] = text;
        }

        return text;
    }

    /// <summary>The first line of a file without the spaces around it; null when it cannot be read.</summary>
    internal string? Line(KernelFiles tree, string path)
    {
        if (!tree.TryRead(path, out var bytes))
        {
            return null;
        }

        var end = bytes.IndexOf((byte)'\n');
        return Text((end < 0 ? bytes : bytes[..end]).Trim(" \t\r\0"u8));
    }

    /// <summary>
    /// The number that a file holds, in decimal or with <c>0x</c> in hexadecimal; null when it holds none.
    /// </summary>
    internal static double? Number(KernelFiles tree, string path) =>
        tree.TryRead(path, out var bytes) && HostText.TryNumber(bytes.Trim(" \t\r\n\0"u8), out var number)
            ? number
            : null;

    public void Dispose()
    {
        Proc.Dispose();
        Sys.Dispose();
        Root.Dispose();
    }

    private static bool Matches(string known, ReadOnlySpan<byte> bytes)
    {
        Span<byte> utf8 = stackalloc byte[256];
        return System.Text.Encoding.UTF8.TryGetBytes(known, utf8, out var length)
            && bytes.SequenceEqual(utf8[..length]);
    }
}
