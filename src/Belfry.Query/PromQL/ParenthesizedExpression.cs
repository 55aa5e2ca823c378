namespace Belfry.Query.PromQL;

/// <summary>An expression in parentheses.</summary>
public sealed class ParenthesizedExpression : Expression
{
    internal ParenthesizedExpression(SourceSpan span, Expression inner)
        : base(span)
    {
        Inner = inner;
        Type = inner.Type;
    }

    /// <summary>What the parentheses hold.</summary>
    public Expression Inner { get; }

    /// <inheritdoc/>
    public override ExpressionType Type { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Children => [Inner];
}
