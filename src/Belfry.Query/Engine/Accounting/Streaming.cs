using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Accounting;

/// <summary>
/// Which parts of a query are kept, and which are handed on row by row into an aggregation and gone
/// (docs/adr/0005-query-engine.md, 9).
/// </summary>
internal static class Streaming
{
    /// <summary>Whether the values of <paramref name="child"/> are kept.</summary>
    /// <param name="parent">What it stands in.</param>
    /// <param name="child">The part.</param>
    /// <param name="isParentKept">Whether those of the parent are.</param>
    internal static bool IsKept(Expression parent, Expression child, bool isParentKept)
    {
        child = child.WithoutParentheses;
        if (child is AggregateExpression || child.Type == ExpressionType.Scalar)
        {
            return true;
        }

        return parent switch
        {
            AggregateExpression aggregate => !Streams(aggregate.Operator),
            BinaryExpression binary => binary.Matching is not null || isParentKept,
            FunctionCall { Name: "absent" or "scalar" } => false,
            FunctionCall { Name: "info" or "histogram_quantiles" } => true,
            FunctionCall call => call.Name.StartsWith("sort", StringComparison.Ordinal) || isParentKept,
            _ => isParentKept,
        };
    }

    private static bool Streams(AggregateOperator op) =>
        op is not (AggregateOperator.TopK or AggregateOperator.BottomK or AggregateOperator.LimitK
            or AggregateOperator.Quantile);
}
