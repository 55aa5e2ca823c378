using Belfry.Query.Engine.Operators;
using Belfry.Query.Engine.Operators.Enrichment;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

// The function `info`.
internal sealed partial class OperatorCompiler
{
    private KeyedOperator Enriched(FunctionCall call, Scope scope)
    {
        var vector = Vector(call.Arguments[0], scope);
        var selector = call.Arguments.Count > 1 ? (VectorSelector)call.Arguments[1] : null;
        var window = InfoWindow(call.Arguments[0], scope);
        Reads(window, scope, 0);

        // Which info series are looked at depends on which series there are anywhere in the query.
        Dependence.IsOnQuery = true;
        return new KeyedOperator(
            new InfoOperator(vector, new InfoSelector(selector?.Matchers ?? []), window, call.Span)
            {
                Repetitions = scope.Repetitions,
                SeenAt = evaluation.Tallies.Infos(call, scope.Grid.Count),
            },
            key => key);
    }

    // Info series are looked at when the first selector of the argument is: the innermost `@` from there outwards says
    // when, and offsets add up until then.
    private RangeWindow InfoWindow(Expression argument, Scope scope)
    {
        var window = new RangeWindow(scope.Grid, evaluation.LookbackMs, 0, null) { WholeGrid = scope.Whole };
        var path = new List<Expression>();
        if (!FindSelector(argument, path))
        {
            return window;
        }

        for (var index = path.Count - 1; index >= 0 && window.FixedAtMs is null; index--)
        {
            var modifiers = path[index] switch
            {
                VectorSelector selector => selector.Modifiers,
                SubqueryExpression subquery => subquery.Modifiers,
                _ => null,
            };
            if (modifiers is not null)
            {
                var moved = Window(modifiers, evaluation.LookbackMs, scope);
                window = moved with { OffsetMs = window.OffsetMs + moved.OffsetMs };
            }
        }

        return window;
    }

    private static bool FindSelector(Expression expression, List<Expression> path)
    {
        path.Add(expression);
        if (expression is VectorSelector)
        {
            return true;
        }

        foreach (var child in expression.Children)
        {
            if (FindSelector(child, path))
            {
                return true;
            }
        }

        path.RemoveAt(path.Count - 1);
        return false;
    }
}
