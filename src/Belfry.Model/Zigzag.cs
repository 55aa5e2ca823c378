namespace Belfry.Model;

/// <summary>
/// Signed 64-bit numbers as unsigned ones, small magnitudes first (0, -1, 1, -2, 2, …), so that <see cref="Uvarint"/>
/// takes few bytes for them. Every number has one: nothing is refused. Source: protobuf's encoding guide, "signed
/// integers".
/// </summary>
public static class Zigzag
{
    /// <summary>The unsigned number that stands for <paramref name="value"/>.</summary>
    public static ulong Encode(long value) => unchecked((ulong)(value << 1) ^ (ulong)(value >> 63));

    /// <summary>The number that <paramref name="value"/> stands for.</summary>
    public static long Decode(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
