using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Profiling;

/// <summary>What people call the parts of a query.</summary>
internal static class OperatorNames
{
    internal static string Of(Expression expression) => expression switch
    {
        VectorSelector => "selector",
        MatrixSelector => "range selector",
        SubqueryExpression => "subquery",
        FunctionCall call => "function " + call.Name,
        AggregateExpression aggregate => "aggregation " + aggregate.Operator.Text(),
        BinaryExpression binary => "operator " + binary.Operator.Text(),
        UnaryExpression => "sign",
        NumberLiteral => "number",
        StringLiteral => "text",
        _ => "expression",
    };
}
