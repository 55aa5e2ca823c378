using System.Runtime.CompilerServices;
using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>
/// Whether a series has a value at a step. A row of steps marks an absent one with the bits of the stale marker, which
/// no computed or stored value has: storage's markers end where samples are read, and arithmetic quiets the NaN. So a
/// row is one array, and NaN stays an ordinary value. Compare bits, never values; check before negating or copying
/// through arithmetic. Where the value is a native histogram, the row has the bits of <see cref="Histogram"/>, and the
/// histogram is in the <see cref="HistogramRow"/> beside it, whose word decides: a client may store such bits.
/// </summary>
internal static class Presence
{
    /// <summary>What stands where there is no value.</summary>
    internal static readonly double Absent = BitConverter.Int64BitsToDouble(StaleMarker.Bits);

    /// <summary>What stands where the value is a native histogram: a NaN that arithmetic does not give.</summary>
    internal static readonly double Histogram = BitConverter.Int64BitsToDouble(HistogramBits);

    private const long HistogramBits = 0x7ff0_0000_0000_4e48;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsHistogram(double value) => BitConverter.DoubleToInt64Bits(value) == HistogramBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsAbsent(double value) => BitConverter.DoubleToInt64Bits(value) == StaleMarker.Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsPresent(double value) => BitConverter.DoubleToInt64Bits(value) != StaleMarker.Bits;

    /// <summary>How many values of <paramref name="row"/> are present.</summary>
    internal static int Count(ReadOnlySpan<double> row)
    {
        var present = 0;
        foreach (var value in row)
        {
            present += IsPresent(value) ? 1 : 0;
        }

        return present;
    }
}
