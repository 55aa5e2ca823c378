namespace Belfry.Tsdb.Head;

/// <summary>
/// Room for the bytes of closed chunks, many to a page, so that they cost no object each. A page is collected when the
/// last chunk on it is. Used by one thread at a time: the one that leads commits.
/// </summary>
internal sealed class ChunkArena
{
    private const int PageSizeBytes = 256 << 10;

    private byte[] page = [];
    private int used;

    internal ArraySegment<byte> Store(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length > page.Length - used)
        {
            page = GC.AllocateUninitializedArray<byte>(Math.Max(PageSizeBytes, chunk.Length));
            used = 0;
        }

        var stored = new ArraySegment<byte>(page, used, chunk.Length);
        chunk.CopyTo(stored);
        used += chunk.Length;
        return stored;
    }
}
