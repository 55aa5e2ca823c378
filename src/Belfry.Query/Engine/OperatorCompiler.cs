using Belfry.Query.Engine.Accounting;
using Belfry.Query.Engine.Operators;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

/// <summary>
/// Turns a type-checked expression into operators on a grid of steps, and finds out which stretch of time its selectors
/// read. Not thread-safe.
/// </summary>
internal sealed partial class OperatorCompiler(Evaluation evaluation)
{
    private const int LongSubquerySteps = 100_000;

    private HistogramNeed need;

    private readonly NameRemoval removal = new(evaluation.Options);

    /// <summary>
    /// The earliest time a selector reads; later than <see cref="LatestMs"/> when there is no selector.
    /// </summary>
    internal long EarliestMs { get; private set; } = long.MaxValue;

    /// <summary>The latest time a selector reads.</summary>
    internal long LatestMs { get; private set; } = long.MinValue;

    /// <summary>What the value at a step depends on.</summary>
    internal StepDependence Dependence { get; } = new();

    /// <summary>Compiles an instant vector.</summary>
    internal VectorOperator Vector(Expression expression, Scope scope)
    {
        if (scope.Grid.Count > 1 && StepInvariance.Holds(expression))
        {
            return new BroadcastOperator(Vector(expression, scope.Once()), scope.Grid);
        }

        if (expression is ParenthesizedExpression parenthesized)
        {
            return Vector(parenthesized.Inner, scope);
        }

        return evaluation.Profile is null
            ? Counted(expression, scope)
            : evaluation.Profile.Measure(expression, () => Counted(expression, scope));
    }

    private TalliedOperator Counted(Expression expression, Scope scope) =>
        evaluation.Tallies.Count(expression, Compiled(expression, scope));

    private VectorOperator Compiled(Expression expression, Scope scope)
    {
        return expression switch
        {
            VectorSelector { Extension: RangeExtension.Smoothed } selector => SmoothedSelector(selector, scope),
            VectorSelector selector => Selector(selector, scope, SampleAspect.Value),
            UnaryExpression unary => Sign(unary, scope),
            BinaryExpression binary => Binary(binary, scope),
            AggregateExpression aggregate => Aggregate(aggregate, scope),
            FunctionCall call => Call(call, scope),
            _ => throw new InvalidOperationException($"BUG: {expression.GetType().Name} is no instant vector"),
        };
    }

    /// <summary>Compiles a scalar.</summary>
    internal ScalarOperator Scalar(Expression expression, Scope scope) => evaluation.Profile is null
        ? Computed(expression, scope)
        : evaluation.Profile.Note(expression, () => Computed(expression, scope));

    private ScalarOperator Computed(Expression expression, Scope scope) => expression switch
    {
        ParenthesizedExpression parenthesized => Scalar(parenthesized.Inner, scope),
        NumberLiteral number => new ComputedScalar(scope.Grid, _ => number.Value),
        UnaryExpression unary => unary.IsNegation
            ? new NegatedScalar(Scalar(unary.Operand, scope))
            : Scalar(unary.Operand, scope),
        BinaryExpression binary => new ScalarArithmetic(
            binary.Operator, Scalar(binary.Left, scope), Scalar(binary.Right, scope)),
        FunctionCall call => ScalarCall(call, scope),
        _ => throw new InvalidOperationException($"BUG: {expression.GetType().Name} is no scalar"),
    };

    /// <summary>Compiles a range vector.</summary>
    /// <param name="expression">The range vector.</param>
    /// <param name="scope">Where it stands.</param>
    /// <param name="parts">The columns of windows that serve instead of its samples; none when only these
    /// do.</param>
    internal SampleSource Matrix(Expression expression, Scope scope, WindowParts parts = WindowParts.None)
    {
        expression = expression.WithoutParentheses;
        return evaluation.Profile is null
            ? Source(expression, scope, parts)
            : evaluation.Profile.Note(expression, () => Source(expression, scope, parts));
    }

    private SampleSource Source(Expression expression, Scope scope, WindowParts parts)
    {
        if (expression is SubqueryExpression subquery)
        {
            return Subquery(subquery, scope);
        }

        var matrix = (MatrixSelector)expression;
        if (matrix.Selector.Extension != RangeExtension.None)
        {
            return ExtendedMatrix(matrix, scope);
        }

        var window = Window(matrix, scope);
        Reads(window, scope, need.IsTotalsOnly ? 1 : 0);
        return new MatrixSource(matrix.Selector.Matchers, parts, matrix.Span)
        {
            Window = window,
            TakesTotals = need.IsTotalsOnly,
        };
    }

    private SubquerySource Subquery(SubqueryExpression subquery, Scope scope)
    {
        var range = subquery.RangeExpression is null
            ? Evaluation.Ms(subquery.Range)
            : DurationMs(subquery.RangeExpression, mustBePositive: true);
        var step = subquery.StepExpression is not null
            ? DurationMs(subquery.StepExpression, mustBePositive: true)
            : Evaluation.Ms(subquery.Step == TimeSpan.Zero ? evaluation.Options.DefaultSubqueryStep : subquery.Step);
        var window = Window(subquery.Modifiers, range, scope);
        var inside = new Scope(Inside(window, step), scope.SubqueryRepetitions)
        {
            Whole = Inside(window.InWhole, step),
            Reach = scope.Reach.Of(window),
        };
        evaluation.Tallies.Note(subquery, new SubqueryShape(inside.Grid, range, window.OffsetMs));
        if (inside.Grid.Count > LongSubquerySteps)
        {
            // Each thread needs room for all its steps, whether or not there are samples.
            evaluation.Hold((long)inside.Grid.Count * evaluation.Options.Parallelism);
        }

        // Samples may be missing between those of a subquery, or be there twice: buckets must tell of resets.
        var outside = need;
        need = need.WithBuckets();
        var inner = Vector(subquery.Inner, inside);
        need = outside;
        return new SubquerySource(inner) { Window = window, KeepsHints = scope.SubqueryRepetitions > 0 };
    }

    // Evaluation times are whole multiples of the step, so that they do not move with the query.
    private static StepGrid Inside(RangeWindow window, long stepMs)
    {
        var open = window.FirstMs - 1;
        var first = stepMs * (open / stepMs);
        first += first <= open ? stepMs : 0;
        var count = window.LastMs < first ? 0 : ((window.LastMs - first) / stepMs) + 1;
        return new StepGrid(first, stepMs, (int)Math.Min(count, int.MaxValue));
    }

    private SelectorOperator Selector(VectorSelector selector, Scope scope, SampleAspect aspect)
    {
        var window = Window(selector.Modifiers, evaluation.LookbackMs, scope);
        Reads(window, scope, 0);
        return new SelectorOperator(selector.Matchers, window, scope.Repetitions)
        {
            Gives = aspect,
            TakesTotals = need.IsTotalsOnly,
            Span = selector.Span,
        };
    }

    private RangeWindow Window(MatrixSelector matrix, Scope scope)
    {
        var range = matrix.RangeExpression is null
            ? Evaluation.Ms(matrix.Range)
            : DurationMs(matrix.RangeExpression, mustBePositive: true);
        return Window(matrix.Selector.Modifiers, range, scope);
    }

    private RangeWindow Window(TimeModifiers modifiers, long rangeMs, Scope scope)
    {
        var offset = modifiers.OffsetExpression is null
            ? Evaluation.Ms(modifiers.Offset)
            : DurationMs(modifiers.OffsetExpression, mustBePositive: false);
        long? fixedAt = modifiers.Anchor switch
        {
            TimeAnchor.Timestamp => modifiers.At.Value,
            TimeAnchor.Start => evaluation.Grid.StartMs,
            TimeAnchor.End => evaluation.RequestedEndMs,
            _ => null,
        };
        Dependence.IsOnQuery |= modifiers.Anchor is TimeAnchor.Start or TimeAnchor.End;
        return new RangeWindow(scope.Grid, rangeMs, offset, fixedAt) { WholeGrid = scope.Whole };
    }

    private void Reads(RangeWindow window, Scope scope, long beforeMs)
    {
        Dependence.Add(scope.Reach.Of(window with { RangeMs = window.RangeMs + beforeMs }));
        if (window.Grid.Count > 0)
        {
            EarliestMs = Math.Min(EarliestMs, window.FirstMs - beforeMs);
            LatestMs = Math.Max(LatestMs, window.LastMs);
        }
    }

    private long DurationMs(DurationExpression duration, bool mustBePositive)
    {
        // It may speak of the query's length.
        Dependence.IsOnQuery = true;
        var step = evaluation.IsInstant ? 0 : evaluation.Grid.StepMs / 1000.0;
        var range = (evaluation.RequestedEndMs - evaluation.Grid.StartMs) / 1000.0;
        var seconds = duration.Evaluate(step, range);
        if (mustBePositive && !(seconds > 0))
        {
            throw EvaluationException.Failed("duration must be greater than 0");
        }

        if (!(Math.Abs(seconds) < long.MaxValue / 1e9))
        {
            throw EvaluationException.Failed("duration is out of range");
        }

        return (long)Math.Round(seconds * 1000);
    }

    private VectorOperator Sign(UnaryExpression unary, Scope scope)
    {
        var inner = Vector(unary.Operand, scope);
        return unary.IsNegation
            ? removal.Over(new NegationOperator(inner))
            : inner;
    }

    private VectorOperator Binary(BinaryExpression binary, Scope scope)
    {
        var outside = need;
        need = binary.Operator is BinaryOperator.TrimUpper or BinaryOperator.TrimLower ? need.WithBuckets() : need;
        var compiled = BinaryInside(binary, scope);
        need = outside;
        return compiled;
    }

    private VectorOperator BinaryInside(BinaryExpression binary, Scope scope)
    {
        var (left, right) = (binary.Left.Type, binary.Right.Type);
        if (left == ExpressionType.Vector && right == ExpressionType.Vector)
        {
            var (leftRows, rightRows) = (Vector(binary.Left, scope), Vector(binary.Right, scope));
            return new KeyedOperator(
                binary.Operator.IsSet()
                    ? new SetOperator(binary, leftRows, rightRows)
                    : new MatchedOperator(binary, leftRows, rightRows),
                key => key);
        }

        var isScalarLeft = left == ExpressionType.Scalar;
        var vector = Vector(isScalarLeft ? binary.Right : binary.Left, scope);
        var scalar = Scalar(isScalarLeft ? binary.Left : binary.Right, scope);
        var result = new VectorScalarOperator(binary, vector, scalar, isScalarLeft);
        return NameRemoval.IsDue(binary.Operator, binary.ReturnsBool) ? removal.Over(result) : result;
    }

    private VectorOperator Aggregate(AggregateExpression aggregate, Scope scope)
    {
        var inner = Vector(aggregate.Operand, scope);
        return aggregate.Operator switch
        {
            AggregateOperator.TopK or AggregateOperator.BottomK or AggregateOperator.LimitK =>
                new RankAggregate(inner, Scalar(aggregate.Parameter!, scope), aggregate),
            AggregateOperator.LimitRatio =>
                new RatioAggregate(inner, Scalar(aggregate.Parameter!, scope), aggregate.Parameter!.Span),
            AggregateOperator.Quantile => new QuantileAggregate(inner, Scalar(aggregate.Parameter!, scope), aggregate),
            AggregateOperator.CountValues => new CountValuesAggregate(inner, aggregate),
            _ => new StreamingAggregate(inner, aggregate),
        };
    }
}
