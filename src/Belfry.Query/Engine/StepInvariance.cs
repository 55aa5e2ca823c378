using System.Collections.Frozen;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

/// <summary>
/// Whether an expression has the same value at every step, because all its selectors are fixed by <c>@</c>.
/// </summary>
internal static class StepInvariance
{
    // Their value depends on the evaluation time even when their arguments do not. `start` and the like are those of
    // the query, the same at every step.
    private static readonly FrozenSet<string> TimeDependent = new[]
    {
        "days_in_month", "day_of_month", "day_of_week", "day_of_year", "hour", "minute", "month", "year",
        "predict_linear", "time", "timestamp",
    }.ToFrozenSet(StringComparer.Ordinal);

    internal static bool Holds(Expression expression) => expression switch
    {
        VectorSelector selector => selector.Modifiers.Anchor != TimeAnchor.None,
        MatrixSelector matrix => matrix.Selector.Modifiers.Anchor != TimeAnchor.None,
        SubqueryExpression subquery => subquery.Modifiers.Anchor != TimeAnchor.None,
        FunctionCall { Name: "timestamp" } call => IsFixedSelector(call.Arguments[0]),
        FunctionCall call => !TimeDependent.Contains(call.Name) && AllHold(call.Children),
        _ => AllHold(expression.Children),
    };

    /// <summary>
    /// Whether Prometheus evaluates an instant vector or a scalar once for all steps: not where it is a literal or one
    /// of the calls that become one.
    /// </summary>
    internal static bool IsEvaluatedOnce(Expression expression)
    {
        var bare = expression;
        while (bare is ParenthesizedExpression or UnaryExpression)
        {
            bare = bare.Children[0];
        }

        var isLiteral = bare is NumberLiteral or StringLiteral
            or FunctionCall { Name: "start" or "end" or "step" or "range" };
        return !isLiteral && Holds(expression);
    }

    private static bool IsFixedSelector(Expression expression) =>
        expression.WithoutParentheses is VectorSelector selector && Holds(selector);

    private static bool AllHold(IReadOnlyList<Expression> children)
    {
        foreach (var child in children)
        {
            if (!Holds(child))
            {
                return false;
            }
        }

        return true;
    }
}
