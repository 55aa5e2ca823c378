namespace Belfry.Model;

/// <summary>
/// The NaN that says "this series has ended". It is one exact bit pattern, so it must be stored and compared as
/// bits: any arithmetic, and <c>==</c>, loses it. Bit patterns: prometheus <c>model/value/value.go</c>.
/// </summary>
public static class StaleMarker
{
    /// <summary>The bits of the stale marker.</summary>
    public const long Bits = 0x7ff0_0000_0000_0002;

    /// <summary>
    /// The bits of the NaN that stands for a NaN read from outside, so that it is never taken for stale.
    /// </summary>
    public const long NormalNaNBits = 0x7ff8_0000_0000_0001;

    /// <summary>The stale marker as a value to append.</summary>
    public static double Value { get; } = BitConverter.Int64BitsToDouble(Bits);

    /// <summary>The NaN to store for a NaN that a target or a client wrote.</summary>
    public static double NormalNaN { get; } = BitConverter.Int64BitsToDouble(NormalNaNBits);

    /// <summary>True for the stale marker only, not for other NaNs.</summary>
    public static bool IsStale(double value) => BitConverter.DoubleToInt64Bits(value) == Bits;
}
