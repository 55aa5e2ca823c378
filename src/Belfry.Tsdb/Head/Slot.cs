namespace Belfry.Tsdb.Head;

/// <summary>A piece of a page. The default value is none, of no bytes.</summary>
internal readonly record struct Slot(byte[]? Page, int Offset, int SizeBytes)
{
    internal Span<byte> Span => Page.AsSpan(Offset, SizeBytes);

    /// <summary>
    /// The first bytes, for a reader whose three parts may not belong together: none when they are not there.
    /// </summary>
    internal ReadOnlySpan<byte> First(int lengthBytes) =>
        Page is not null && lengthBytes <= SizeBytes && (uint)Offset <= Page.Length - lengthBytes
            ? Page.AsSpan(Offset, lengthBytes)
            : default;
}
