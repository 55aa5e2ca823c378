using System.Collections.Frozen;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

/// <summary>
/// Whether an expression has the same value at every step, because all its selectors are fixed by <c>@</c>.
/// </summary>
internal static class StepInvariance
{
    // Their value depends on the evaluation time even when their arguments do not.
    private static readonly FrozenSet<string> TimeDependent = new[]
    {
        "days_in_month", "day_of_month", "day_of_week", "day_of_year", "hour", "minute", "month", "year",
        "predict_linear", "time", "timestamp", "start", "end", "step", "range",
    }.ToFrozenSet(StringComparer.Ordinal);

    internal static bool Holds(Expression expression) => expression switch
    {
        VectorSelector selector => selector.Modifiers.Anchor != TimeAnchor.None,
        MatrixSelector matrix => matrix.Selector.Modifiers.Anchor != TimeAnchor.None,
        SubqueryExpression subquery => subquery.Modifiers.Anchor != TimeAnchor.None,
        FunctionCall call => !TimeDependent.Contains(call.Name) && AllHold(call.Children),
        _ => AllHold(expression.Children),
    };

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
