using System.Runtime.CompilerServices;

namespace Belfry.Query.Functions;

/// <summary>
/// A sum with Neumaier's compensation, as Prometheus sums: what rounding loses is collected beside the sum and added at
/// the end. The default value is zero. Source: A. Neumaier, ZAMM 54 (1974).
/// </summary>
internal struct CompensatedSum
{
    /// <summary>The plain sum.</summary>
    internal double Sum;

    /// <summary>What rounding lost.</summary>
    internal double Lost;

    /// <summary>The sum with what was lost; an infinity stays one.</summary>
    internal readonly double Total => double.IsInfinity(Sum) ? Sum : Sum + Lost;

    /// <summary>Adds a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(double number) => Add(ref Sum, ref Lost, number);

    /// <summary>Adds a number to a sum kept elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(ref double sum, ref double lost, double number)
    {
        var total = sum + number;
        if (double.IsInfinity(total))
        {
            lost = 0;
        }
        else if (Math.Abs(sum) >= Math.Abs(number))
        {
            lost += (sum - total) + number;
        }
        else
        {
            lost += (number - total) + sum;
        }

        sum = total;
    }
}
