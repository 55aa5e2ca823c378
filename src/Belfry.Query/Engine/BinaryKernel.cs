using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

/// <summary>
/// Binary operators over rows of steps. A result is absent where an operand is. The loop of each operator is compiled
/// for it alone.
/// </summary>
internal static class BinaryKernel
{
    private interface IOperation
    {
        static abstract double Apply(double left, double right);
    }

    private interface IComparison
    {
        static abstract bool Holds(double left, double right);
    }

    /// <summary>Computes <c>results[n] = left[n] op right[n]</c>; the result may be either operand's room.</summary>
    internal static void Apply(
        BinaryOperator op,
        BinaryResult result,
        ReadOnlySpan<double> left,
        ReadOnlySpan<double> right,
        Span<double> results)
    {
        switch (op)
        {
            case BinaryOperator.Add: Compute<Add>(left, right, results); break;
            case BinaryOperator.Subtract: Compute<Subtract>(left, right, results); break;
            case BinaryOperator.Multiply: Compute<Multiply>(left, right, results); break;
            case BinaryOperator.Divide: Compute<Divide>(left, right, results); break;
            case BinaryOperator.Modulo: Compute<Modulo>(left, right, results); break;
            case BinaryOperator.Power: Compute<Power>(left, right, results); break;
            case BinaryOperator.Atan2: Compute<Atan2>(left, right, results); break;
            case BinaryOperator.Equal: Compare<Equal>(result, left, right, results); break;
            case BinaryOperator.NotEqual: Compare<NotEqual>(result, left, right, results); break;
            case BinaryOperator.Less: Compare<Less>(result, left, right, results); break;
            case BinaryOperator.LessOrEqual: Compare<LessOrEqual>(result, left, right, results); break;
            case BinaryOperator.Greater: Compare<Greater>(result, left, right, results); break;
            case BinaryOperator.GreaterOrEqual: Compare<GreaterOrEqual>(result, left, right, results); break;

            // The trim operators know native histograms only.
            default: results.Fill(Presence.Absent); break;
        }
    }

    private static void Compute<TOperation>(
        ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> results)
        where TOperation : struct, IOperation
    {
        for (var step = 0; step < results.Length; step++)
        {
            var (a, b) = (left[step], right[step]);
            var isAbsent = Presence.IsAbsent(a) || Presence.IsAbsent(b);
            results[step] = isAbsent ? Presence.Absent : TOperation.Apply(a, b);
        }
    }

    private static void Compare<TComparison>(
        BinaryResult result, ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> results)
        where TComparison : struct, IComparison
    {
        for (var step = 0; step < results.Length; step++)
        {
            var (a, b) = (left[step], right[step]);
            if (Presence.IsAbsent(a) || Presence.IsAbsent(b))
            {
                results[step] = Presence.Absent;
                continue;
            }

            var holds = TComparison.Holds(a, b);
            results[step] = result == BinaryResult.Bool
                ? (holds ? 1 : 0)
                : !holds ? Presence.Absent : result == BinaryResult.Left ? a : b;
        }
    }

    private readonly struct Add : IOperation
    {
        public static double Apply(double left, double right) => left + right;
    }

    private readonly struct Subtract : IOperation
    {
        public static double Apply(double left, double right) => left - right;
    }

    private readonly struct Multiply : IOperation
    {
        public static double Apply(double left, double right) => left * right;
    }

    private readonly struct Divide : IOperation
    {
        public static double Apply(double left, double right) => left / right;
    }

    private readonly struct Modulo : IOperation
    {
        public static double Apply(double left, double right) => left % right;
    }

    private readonly struct Power : IOperation
    {
        public static double Apply(double left, double right) => Math.Pow(left, right);
    }

    private readonly struct Atan2 : IOperation
    {
        public static double Apply(double left, double right) => Math.Atan2(left, right);
    }

    private readonly struct Equal : IComparison
    {
        public static bool Holds(double left, double right) => left == right;
    }

    private readonly struct NotEqual : IComparison
    {
        public static bool Holds(double left, double right) => left != right;
    }

    private readonly struct Less : IComparison
    {
        public static bool Holds(double left, double right) => left < right;
    }

    private readonly struct LessOrEqual : IComparison
    {
        public static bool Holds(double left, double right) => left <= right;
    }

    private readonly struct Greater : IComparison
    {
        public static bool Holds(double left, double right) => left > right;
    }

    private readonly struct GreaterOrEqual : IComparison
    {
        public static bool Holds(double left, double right) => left >= right;
    }
}
