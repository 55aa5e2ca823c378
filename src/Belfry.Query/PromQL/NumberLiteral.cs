namespace Belfry.Query.PromQL;

/// <summary>A number, or a duration standing for its seconds.</summary>
public sealed class NumberLiteral : Expression
{
    internal NumberLiteral(SourceSpan span, double value, bool isDuration)
        : base(span)
    {
        Value = value;
        IsDuration = isDuration;
    }

    /// <summary>The number; seconds when it was written as a duration.</summary>
    public double Value { get; }

    /// <summary>True when it was written as a duration, such as <c>5m</c>.</summary>
    public bool IsDuration { get; }

    /// <inheritdoc/>
    public override ExpressionType Type => ExpressionType.Scalar;

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Children => [];
}
