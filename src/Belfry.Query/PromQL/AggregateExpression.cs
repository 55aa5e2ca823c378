namespace Belfry.Query.PromQL;

/// <summary>An aggregation over label dimensions.</summary>
public sealed class AggregateExpression : Expression
{
    internal AggregateExpression(
        SourceSpan span, AggregateOperator op, Expression operand, Expression? parameter, Grouping grouping)
        : base(span)
    {
        Operator = op;
        Operand = operand;
        Parameter = parameter;
        Grouping = grouping.Labels;
        IsWithout = grouping.IsWithout;
    }

    /// <summary>The aggregation.</summary>
    public AggregateOperator Operator { get; }

    /// <summary>The vector that is aggregated.</summary>
    public Expression Operand { get; }

    /// <summary>The parameter, for those that have one.</summary>
    public Expression? Parameter { get; }

    /// <summary>The labels of <c>by</c> or <c>without</c>.</summary>
    public IReadOnlyList<string> Grouping { get; }

    /// <summary>True for <c>without</c>, false for <c>by</c> or neither.</summary>
    public bool IsWithout { get; }

    /// <inheritdoc/>
    public override ExpressionType Type => ExpressionType.Vector;

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Children => Parameter is null ? [Operand] : [Parameter, Operand];
}
