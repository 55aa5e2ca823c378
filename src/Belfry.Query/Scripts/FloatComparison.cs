using Belfry.Model;

namespace Belfry.Query.Scripts;

/// <summary>When two floats count as the same in scripts: within a millionth of their sum.</summary>
internal static class FloatComparison
{
    private const double Tolerance = 1e-6;
    private const double Normal = 2.2250738585072014e-308;

    internal static bool AreEqual(double left, double right)
    {
        if (StaleMarker.IsStale(left) || StaleMarker.IsStale(right))
        {
            return StaleMarker.IsStale(left) && StaleMarker.IsStale(right);
        }

        if ((double.IsNaN(left) && double.IsNaN(right)) || left == right)
        {
            return true;
        }

        var sum = Math.Abs(left) + Math.Abs(right);
        var difference = Math.Abs(left - right);
        return left == 0 || right == 0 || sum < Normal
            ? difference < Tolerance * Normal
            : difference / Math.Min(sum, double.MaxValue) < Tolerance;
    }
}
