using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Accounting;

// Calls, and what is between brackets.
internal sealed partial class SampleAccount
{
    private StepCounts Call(FunctionCall call, AccountFrame frame)
    {
        if (call.Name is "timestamp" or "start_timestamp"
            && call.Arguments[0].WithoutParentheses is VectorSelector selector)
        {
            return OfSelector(call, selector, frame);
        }

        if (call.Arguments.FirstOrDefault(argument => argument.Type == ExpressionType.Matrix) is { } matrix)
        {
            return OfRanges(call, matrix.WithoutParentheses, frame);
        }

        return call.Name switch
        {
            "label_replace" or "label_join" => Unchanged(call, call.Arguments[0], frame),
            "info" => Enriched(call, frame),
            _ => StepByStep(call, call.Arguments, frame),
        };
    }

    // The samples themselves are not kept: each step looks them up, and the function turns them into its result.
    private StepCounts OfSelector(FunctionCall call, VectorSelector selector, AccountFrame frame)
    {
        var before = held;
        var given = Given(call, frame);
        var seen = tallies.HasOutput(selector) ? Given(selector, frame) : given;
        for (var step = 0; step < frame.Grid.Count; step++)
        {
            frame.Meter.AddUsed(step, seen.Count(step));
            frame.Meter.AddRead(step, seen.Count(step));
        }

        return Combined([new StepCounts(Counts(seen, frame.Grid.Count))], given, before, frame);
    }

    private static long[] Counts(StepCounts counts, int steps)
    {
        var numbers = new long[steps];
        for (var step = 0; step < steps; step++)
        {
            numbers[step] = counts.Count(step);
        }

        return numbers;
    }

    // Series by series: the samples of one range at a time, and the results of all series so far.
    private StepCounts OfRanges(FunctionCall call, Expression matrix, AccountFrame frame)
    {
        var taken = 0L;
        if (matrix is SubqueryExpression subquery)
        {
            var shape = tallies.Shape(subquery);
            taken = Subquery(subquery, shape.OffsetMs, shape.RangeMs, Within(call, matrix, frame), out _);
        }

        foreach (var argument in call.Arguments.Where(argument => argument.Type == ExpressionType.Scalar))
        {
            Walk(argument, Within(call, argument, frame));
        }

        var ranges = tallies.Windows(matrix);
        for (var step = 0; step < frame.Grid.Count; step++)
        {
            frame.Meter.AddUsed(step, ranges.Used(step));
            frame.Meter.AddRead(step, matrix is SubqueryExpression ? 0 : ranges.Read(step));
        }

        for (var row = 0; row < ranges.Rows; row++)
        {
            Try(ranges.MostHeld(row));
            held += frame.IsKept ? ranges.Output(row) : 0;
            Try(ranges.LastHeld(row));
        }

        held -= taken;
        return Given(call, frame);
    }

    private void Try(long samples)
    {
        Hold(samples);
        Check();
        held -= samples;
    }

    // Evaluates a subquery, whose samples then are held; returns how many they are.
    private long Subquery(
        SubqueryExpression subquery, long offsetMs, long rangeMs, AccountFrame frame, out SampleMeter meter)
    {
        var grid = tallies.Shape(subquery).Grid;
        meter = new SampleMeter(grid);
        var inner = frame with { Grid = grid, Meter = meter };
        var given = Walk(subquery.Inner, Within(subquery, subquery.Inner, inner));
        frame.Meter.AddReadOf(meter, grid, offsetMs, rangeMs);
        return given.TotalWeight(grid.Count);
    }

    // A range vector that is the answer.
    private void Matrix(Expression part, AccountFrame frame)
    {
        var matrix = part.WithoutParentheses;
        if (matrix is SubqueryExpression subquery)
        {
            Subquery(subquery, 0, 0, frame, out var meter);
            frame.Meter.AddUsed(frame.Grid.Count - 1, meter.Used);
            return;
        }

        var ranges = tallies.Windows(matrix);
        frame.Meter.AddUsed(0, ranges.Used(0));
        frame.Meter.AddRead(0, ranges.Read(0));
        for (var row = 0; row < ranges.Rows; row++)
        {
            Hold(ranges.MostHeld(row));
            Check();
        }
    }

    // What surrounds the steps is held like a range, but counts nowhere; what it becomes is not held.
    private StepCounts Smoothed(VectorSelector selector, AccountFrame frame)
    {
        var ranges = tallies.Windows(selector);
        for (var row = 0; row < ranges.Rows; row++)
        {
            Try(ranges.MostHeld(row));
            held += ranges.LastHeld(row);
        }

        return Given(selector, frame);
    }

    private StepCounts Enriched(FunctionCall call, AccountFrame frame)
    {
        var inner = Walk(call.Arguments[0], Within(call, call.Arguments[0], frame));
        var infos = Selected(new StepCounts(tallies.Infos(call, frame.Grid.Count)), frame);
        return Combined([inner, infos], Given(call, frame), held, frame);
    }
}
