namespace Belfry.Query.PromQL;

/// <summary>Selects series by labels; at each step all their samples within a range before it.</summary>
public sealed class MatrixSelector : Expression
{
    internal MatrixSelector(
        SourceSpan span, VectorSelector selector, TimeSpan range, DurationExpression? rangeExpression)
        : base(span)
    {
        Selector = selector;
        Range = range;
        RangeExpression = rangeExpression;
    }

    /// <summary>Which series, and the modifiers, which are written after the range.</summary>
    public VectorSelector Selector { get; }

    /// <summary>The length of the range, open on the left; zero when it is an expression.</summary>
    public TimeSpan Range { get; }

    /// <summary>The length of the range when it has to be computed.</summary>
    public DurationExpression? RangeExpression { get; }

    /// <inheritdoc/>
    public override ExpressionType Type => ExpressionType.Matrix;

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Children => [Selector];

    internal MatrixSelector With(VectorSelector selector, int end) =>
        new(new SourceSpan(Span.Start, end), selector, Range, RangeExpression);
}
