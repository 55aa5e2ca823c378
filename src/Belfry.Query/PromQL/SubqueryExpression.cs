namespace Belfry.Query.PromQL;

/// <summary>Evaluates an instant vector at regular times within a range before each step.</summary>
public sealed class SubqueryExpression : Expression
{
    internal SubqueryExpression(SourceSpan span, Expression inner)
        : base(span) => Inner = inner;

    /// <summary>What is evaluated.</summary>
    public Expression Inner { get; }

    /// <summary>The length of the range, open on the left; zero when it is an expression.</summary>
    public TimeSpan Range { get; internal init; }

    /// <summary>The length of the range when it has to be computed.</summary>
    public DurationExpression? RangeExpression { get; internal init; }

    /// <summary>The distance of evaluations; zero when it is an expression, or left to the engine's default.</summary>
    public TimeSpan Step { get; internal init; }

    /// <summary>The distance of evaluations when it has to be computed.</summary>
    public DurationExpression? StepExpression { get; internal init; }

    /// <summary>The modifiers <c>@</c> and <c>offset</c>.</summary>
    public TimeModifiers Modifiers { get; internal init; } = TimeModifiers.None;

    /// <inheritdoc/>
    public override ExpressionType Type => ExpressionType.Matrix;

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Children => [Inner];

    internal SubqueryExpression With(TimeModifiers modifiers, int end) => new(new SourceSpan(Span.Start, end), Inner)
    {
        Range = Range,
        RangeExpression = RangeExpression,
        Step = Step,
        StepExpression = StepExpression,
        Modifiers = modifiers,
    };
}
