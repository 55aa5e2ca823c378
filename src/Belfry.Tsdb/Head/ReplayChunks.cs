namespace Belfry.Tsdb.Head;

/// <summary>
/// A copy of the payload of a record of chunks, on its way to the thread that stores them. One thread at a time.
/// </summary>
internal sealed class ReplayChunks
{
    private byte[] bytes = [];
    private int lengthBytes;

    internal ReadOnlySpan<byte> Payload => bytes.AsSpan(0, lengthBytes);

    internal bool IsEmpty => lengthBytes == 0;

    internal void Set(ReadOnlySpan<byte> payload)
    {
        if (bytes.Length < payload.Length)
        {
            bytes = GC.AllocateUninitializedArray<byte>(Math.Max(payload.Length, HeadRecords.SharedSizeBytesMax));
        }

        payload.CopyTo(bytes);
        lengthBytes = payload.Length;
    }

    internal void Clear() => lengthBytes = 0;
}
