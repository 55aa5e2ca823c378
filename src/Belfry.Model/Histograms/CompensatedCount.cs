using System.Numerics;

namespace Belfry.Model.Histograms;

/// <summary>
/// A running sum with what rounding took from it, by Kahan's method in Neumaier's form. A sum that is infinite has
/// nothing to compensate. The default value is zero. Source: prometheus <c>util/kahansum</c>.
/// </summary>
/// <param name="Sum">The sum as plain addition gives it, plus compensations of what was added.</param>
/// <param name="Compensation">What to add to it in the end.</param>
internal readonly record struct CompensatedCount(double Sum, double Compensation) :
    IAdditionOperators<CompensatedCount, CompensatedCount, CompensatedCount>,
    IAdditionOperators<CompensatedCount, double, CompensatedCount>,
    IMultiplyOperators<CompensatedCount, double, CompensatedCount>,
    IDivisionOperators<CompensatedCount, double, CompensatedCount>,
    IEqualityOperators<CompensatedCount, CompensatedCount, bool>
{
    internal double Value => Sum + Compensation;

    public static CompensatedCount operator +(CompensatedCount left, double right)
    {
        var sum = left.Sum + right;
        return double.IsInfinity(sum) ? new CompensatedCount(sum, 0)
            : Math.Abs(left.Sum) >= Math.Abs(right)
                ? new CompensatedCount(sum, left.Compensation + (left.Sum - sum + right))
                : new CompensatedCount(sum, left.Compensation + (right - sum + left.Sum));
    }

    public static CompensatedCount operator +(CompensatedCount left, CompensatedCount right) =>
        right.Compensation == 0 ? left + right.Sum : left + right.Sum + right.Compensation;

    public static CompensatedCount operator *(CompensatedCount left, double right) =>
        new(left.Sum * right, left.Compensation * right);

    public static CompensatedCount operator /(CompensatedCount left, double right) =>
        new(left.Sum / right, left.Compensation / right);
}
