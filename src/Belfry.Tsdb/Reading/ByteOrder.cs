namespace Belfry.Tsdb.Reading;

/// <summary>Orders byte strings as Prometheus orders names and values.</summary>
internal sealed class ByteOrder : IComparer<byte[]>
{
    internal static ByteOrder Instance { get; } = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
