namespace Belfry.Query.PromQL;

/// <summary>A sign in front of an expression that is not a literal.</summary>
public sealed class UnaryExpression : Expression
{
    internal UnaryExpression(SourceSpan span, bool isNegation, Expression operand)
        : base(span)
    {
        IsNegation = isNegation;
        Operand = operand;
        Type = operand.Type;
    }

    /// <summary>True for <c>-</c>, false for <c>+</c>.</summary>
    public bool IsNegation { get; }

    /// <summary>What the sign stands before.</summary>
    public Expression Operand { get; }

    /// <inheritdoc/>
    public override ExpressionType Type { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Children => [Operand];
}
