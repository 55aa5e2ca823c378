using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Accounting;

/// <summary>
/// Makes a query's bill as Prometheus would: it walks through the query in the order in which Prometheus's evaluator
/// does, and from what each part gives (<see cref="QueryTallies"/>) follows the number of samples that evaluator holds.
/// Source: prometheus <c>promql/engine.go</c>. Used once, by one thread, after the query is computed.
/// </summary>
/// <param name="tallies">What was counted, complete.</param>
/// <param name="samplesMax">At how many samples held the query is refused.</param>
/// <param name="streams">
/// Whether what goes into an aggregation row by row is left out, as it is not held here.
/// </param>
internal sealed partial class SampleAccount(QueryTallies tallies, long samplesMax, bool streams)
{
    private long held;
    private long peak;

    /// <summary>The bill of a whole query.</summary>
    /// <exception cref="EvaluationException">It holds too many samples.</exception>
    internal SampleFigures Settle(StepGrid grid)
    {
        var query = tallies.Root!;
        var frame = new AccountFrame(grid, new SampleMeter(grid));
        if (query.Type == ExpressionType.Matrix)
        {
            Matrix(query, frame);
        }
        else if (query.Type != ExpressionType.Text)
        {
            Walk(query, frame);
        }

        return new SampleFigures(frame.Meter, peak);
    }

    private StepCounts Walk(Expression part, AccountFrame frame)
    {
        part = part.WithoutParentheses;
        if (frame.Grid.Count == 0)
        {
            return StepCounts.None;
        }

        return frame.Wraps && StepInvariance.IsEvaluatedOnce(part) ? Invariant(part, frame) : Inside(part, frame);
    }

    private StepCounts Inside(Expression part, AccountFrame frame) => part switch
    {
        VectorSelector { Extension: RangeExtension.Smoothed } selector => Smoothed(selector, frame),
        VectorSelector selector => Selected(Given(selector, frame), frame),
        UnaryExpression unary => Unchanged(unary, unary.Operand, frame),
        BinaryExpression binary => StepByStep(binary, [binary.Left, binary.Right], frame),
        AggregateExpression { Operator: AggregateOperator.CountValues } aggregate =>
            StepByStep(aggregate, [aggregate.Operand], frame),
        AggregateExpression aggregate => Aggregated(aggregate, frame),
        FunctionCall call => Call(call, frame),
        _ => StepByStep(part, [], frame),
    };

    private void Hold(long samples)
    {
        held += samples;
        peak = Math.Max(peak, held);
    }

    private void Check()
    {
        if (held > samplesMax)
        {
            throw EvaluationException.Failed(Evaluation.TooManySamples);
        }
    }

    // What a part gives, as far as it is kept.
    private StepCounts Given(Expression part, AccountFrame frame) =>
        part.Type == ExpressionType.Scalar ? StepCounts.One
        : frame.IsKept || part is AggregateExpression ? tallies.Output(part)
        : StepCounts.None;

    private AccountFrame Within(Expression parent, Expression child, AccountFrame frame) =>
        streams ? frame with { IsKept = Streaming.IsKept(parent, child, frame.IsKept) } : frame;

    // What does not depend on the time is computed at the first step, and repeated.
    private StepCounts Invariant(Expression part, AccountFrame frame)
    {
        var first = frame.Grid.First;
        var meter = new SampleMeter(first);
        var given = Inside(part, frame with { Grid = first, Meter = meter });
        for (var step = 0; step < frame.Grid.Count; step++)
        {
            frame.Meter.AddUsed(step, meter.Used);
        }

        frame.Meter.AddRead(0, meter.Read);
        Hold((frame.Grid.Count - 1) * given.Weight(0));
        Check();
        return new StepCounts([given.Count(0)], [given.Weight(0)], [given.VectorWeight(0)]);
    }

    private StepCounts Selected(StepCounts given, AccountFrame frame)
    {
        for (var step = 0; step < frame.Grid.Count; step++)
        {
            frame.Meter.AddUsed(step, given.Weight(step));
            frame.Meter.AddRead(step, given.Weight(step));
        }

        Hold(given.TotalWeight(frame.Grid.Count));
        Check();
        return given;
    }

    // Changes values or labels in place.
    private StepCounts Unchanged(Expression part, Expression child, AccountFrame frame)
    {
        Walk(child, Within(part, child, frame));
        return Given(part, frame);
    }

    // All inputs are there while results are added step by step; a step's inputs are there once more as vectors.
    private StepCounts StepByStep(Expression part, IReadOnlyList<Expression> children, AccountFrame frame)
    {
        var before = held;
        var inputs = children.Where(child => child.Type != ExpressionType.Text)
            .Select(child => Walk(child, Within(part, child, frame))).ToList();
        return Combined(inputs, Given(part, frame), before, frame);
    }

    private StepCounts Combined(
        IReadOnlyList<StepCounts> inputs, StepCounts given, long before, AccountFrame frame)
    {
        var kept = held;
        for (var step = 0; step < frame.Grid.Count; step++)
        {
            held = kept;
            foreach (var input in inputs)
            {
                Hold(input.Count(step));
                Check();
            }

            Hold(given.VectorWeight(step));
            Check();
            kept += given.VectorWeight(step);
        }

        held = before;
        Hold(given.TotalWeight(frame.Grid.Count));
        return given;
    }

    private StepCounts Aggregated(AggregateExpression aggregate, AccountFrame frame)
    {
        var before = held;
        if (aggregate.Parameter is { } parameter)
        {
            // Prometheus leaves the parameter as it is written: nothing in it is computed once for all steps.
            Walk(parameter, Within(aggregate, parameter, frame) with { Wraps = false });
        }

        Walk(aggregate.Operand, Within(aggregate, aggregate.Operand, frame));
        Check();
        held = before;
        var given = Given(aggregate, frame);
        Hold(given.TotalWeight(frame.Grid.Count));
        return given;
    }
}
