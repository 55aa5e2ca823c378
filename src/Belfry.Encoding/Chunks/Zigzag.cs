namespace Belfry.Encoding.Chunks;

/// <summary>Signed numbers as unsigned ones, small magnitudes first: 0, -1, 1, -2, 2, …</summary>
internal static class Zigzag
{
    internal static ulong Encode(long value) => unchecked((ulong)(value << 1) ^ (ulong)(value >> 63));

    internal static long Decode(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
