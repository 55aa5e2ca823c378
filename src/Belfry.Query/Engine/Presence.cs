using System.Runtime.CompilerServices;
using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>
/// Whether a series has a value at a step. A row of steps marks an absent one with the bits of the stale marker, which
/// no computed or stored value has: storage's markers end where samples are read, and arithmetic quiets the NaN. So a
/// row is one array, and NaN stays an ordinary value. Compare bits, never values; check before negating or copying
/// through arithmetic.
/// </summary>
internal static class Presence
{
    /// <summary>What stands where there is no value.</summary>
    internal static readonly double Absent = BitConverter.Int64BitsToDouble(StaleMarker.Bits);

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
