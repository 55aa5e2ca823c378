namespace Belfry.Query.PromQL;

/// <summary>Two expressions with an operator between them.</summary>
public sealed class BinaryExpression : Expression
{
    internal BinaryExpression(
        BinaryOperator op, Expression left, Expression right, bool returnsBool, VectorMatching matching)
        : base(new SourceSpan(left.Span.Start, right.Span.End))
    {
        Operator = op;
        Left = left;
        Right = right;
        ReturnsBool = returnsBool;
        var areVectors = left.Type == ExpressionType.Vector && right.Type == ExpressionType.Vector;
        WrittenMatching = matching;
        Matching = areVectors ? Completed(op, matching) : null;
        Type = left.Type == ExpressionType.Scalar && right.Type == ExpressionType.Scalar
            ? ExpressionType.Scalar
            : ExpressionType.Vector;
    }

    /// <summary>The operator.</summary>
    public BinaryOperator Operator { get; }

    /// <summary>The left operand.</summary>
    public Expression Left { get; }

    /// <summary>The right operand.</summary>
    public Expression Right { get; }

    /// <summary>True when a comparison gives 0 or 1 instead of filtering.</summary>
    public bool ReturnsBool { get; }

    /// <summary>How the series of both sides are matched; null unless both are instant vectors.</summary>
    public VectorMatching? Matching { get; }

    /// <inheritdoc/>
    public override ExpressionType Type { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Children => [Left, Right];

    /// <summary>What was written, even where it is not allowed.</summary>
    internal VectorMatching WrittenMatching { get; }

    private static VectorMatching Completed(BinaryOperator op, VectorMatching matching) =>
        op.IsSet() && matching.Cardinality == MatchCardinality.OneToOne
            ? matching with { Cardinality = MatchCardinality.ManyToMany }
            : matching;
}
