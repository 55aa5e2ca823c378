using Belfry.Query.Engine.Operators;
using Belfry.Query.Functions;
using Belfry.Query.Functions.Windows;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

// Calls.
internal sealed partial class OperatorCompiler
{
    private VectorOperator Call(FunctionCall call, Scope scope)
    {
        var outside = need;
        need = need.InCall(call.Name);
        var compiled = CallInside(call, scope);
        need = outside;
        return compiled;
    }

    private VectorOperator CallInside(FunctionCall call, Scope scope)
    {
        if (RangeFunctions.TryFind(call.Name, out var rangeFunction))
        {
            return RangeCall(call, rangeFunction!, scope);
        }

        if (StepFunctions.TryFind(call.Name, out var stepFunction))
        {
            return StepCall(call, stepFunction!, scope);
        }

        if (HistogramFunctions.TryFind(call.Name, out var histogramFunction))
        {
            return removal.OverNameOnly(
                new HistogramFunctionOperator(Vector(call.Arguments[0], scope), histogramFunction!));
        }

        var arguments = call.Arguments;
        switch (call.Name)
        {
            case "timestamp":
                return Timestamp(call, scope);
            case "start_timestamp":
                return StartTimestamp(call, scope);
            case "vector":
                return new VectorOfScalar(Scalar(arguments[0], scope));
            case "absent":
                return new AbsentOperator(Vector(arguments[0], scope), AbsentLabels.Of(arguments[0]));
            case "absent_over_time":
                ExtendedFunctions.Check(call.Name, ExtensionOf(arguments[0]));
                var presence = WindowFunctions.Find("present_over_time")!;
                var source = Matrix(arguments[0], scope with { SubqueryRepetitions = 0 }, presence.Parts);
                return new AbsentOperator(
                    new RangeFunctionOperator(source, new OverTime<Reductions.Present>(), [])
                    {
                        Repetitions = scope.Repetitions,
                        OnWindows = presence,
                        Tally = evaluation.Tallies.Windows(arguments[0].WithoutParentheses),
                    },
                    AbsentLabels.Of(arguments[0]));
            case "histogram_quantile":
                return removal.Over(new BucketOperator(
                    Vector(arguments[1], scope),
                    [Scalar(arguments[0], scope)],
                    new QuantileOfBuckets(arguments[0].Span, arguments[1].Span)));
            case "histogram_fraction":
                return removal.Over(new BucketOperator(
                    Vector(arguments[2], scope),
                    [Scalar(arguments[0], scope), Scalar(arguments[1], scope)],
                    new FractionOfBuckets(call)));
            case "info":
                return Enriched(call, scope);
            case "histogram_quantiles":
                return HistogramQuantiles(call, scope);
            case "label_replace":
                return new KeyedOperator(Vector(arguments[0], scope), LabelFunctions.Replace(Texts(call)));
            case "label_join":
                return new KeyedOperator(Vector(arguments[0], scope), LabelFunctions.Join(Texts(call)));
            case "sort" or "sort_desc":
                return Sorted(call, scope, new ValueOrder(call.Name == "sort_desc"));
            case "sort_by_label" or "sort_by_label_desc":
                return Sorted(call, scope, new LabelOrder(Texts(call), call.Name == "sort_by_label_desc"));
            default:
                throw EvaluationException.Failed($"function {Model.QuotedText.Quote(call.Name)} is not supported yet");
        }
    }

    private KeyedOperator HistogramQuantiles(FunctionCall call, Scope scope)
    {
        // Each quantile walks over all of the vector.
        var vector = new KeptOperator(Vector(call.Arguments[0], scope));
        var quantiles = call.Arguments.Skip(2).Select(argument =>
        {
            var scalar = Scalar(argument, scope);
            var function = new QuantileOfBuckets(argument.Span, call.Arguments[0].Span);
            return (scalar, new BucketOperator(vector, [scalar], function));
        });
        return removal.Over(new QuantilesOperator(Texts(call)[0], quantiles.ToArray(), scope.Grid));
    }

    private static List<string> Texts(FunctionCall call) =>
    [
        .. call.Arguments.Where(argument => argument.Type == ExpressionType.Text)
            .Select(argument => ((StringLiteral)argument.WithoutParentheses).Value),
    ];

    private SortOperator Sorted(FunctionCall call, Scope scope, IRowOrder order)
    {
        if (!evaluation.IsInstant)
        {
            evaluation.Annotations.Warn(
                "sort is ineffective for range queries since results are always ordered by labels", call.Span);
        }

        // Histograms have no place in an order by value.
        var vector = Vector(call.Arguments[0], scope);
        return new SortOperator(order is ValueOrder ? new FloatsOperator(vector) : vector, order);
    }

    private VectorOperator RangeCall(FunctionCall call, RangeFunction function, Scope scope)
    {
        var matrix = call.Arguments.First(argument => argument.Type == ExpressionType.Matrix);
        if (ExtensionOf(matrix) != RangeExtension.None)
        {
            return removal.Over(ExtendedCall(call, matrix, scope));
        }

        var scalars = call.Arguments.Where(argument => argument.Type == ExpressionType.Scalar)
            .Select(argument => Scalar(argument, scope)).ToArray();
        var onWindows = WindowFunctions.Find(call.Name);
        var source = Matrix(
            matrix, scope with { SubqueryRepetitions = 0 }, onWindows?.Parts ?? Storage.Contracts.WindowParts.None);
        var result = new RangeFunctionOperator(source, function, scalars)
        {
            OnWindows = onWindows,
            Tally = evaluation.Tallies.Windows(matrix.WithoutParentheses),
            Repetitions = scope.Repetitions,
            ArgumentSpan = matrix.Span,
            FirstArgumentSpan = call.Arguments[0].Span,
        };
        return RangeFunctions.KeepsName(call.Name) ? result : removal.Over(result);
    }

    private KeyedOperator StepCall(FunctionCall call, StepFunction function, Scope scope)
    {
        var vector = call.Arguments.FirstOrDefault(argument => argument.Type == ExpressionType.Vector);
        var scalars = call.Arguments.Where(argument => argument.Type == ExpressionType.Scalar)
            .Select(argument => Scalar(argument, scope)).ToArray();
        var inner = vector is null ? new VectorOfScalar(Time(scope)) : Vector(vector, scope);
        return removal.Over(new FunctionOperator(inner, scalars, function));
    }

    private KeyedOperator Timestamp(FunctionCall call, Scope scope)
    {
        var argument = call.Arguments[0].WithoutParentheses;
        VectorOperator times = argument is VectorSelector selector
            ? Selector(selector, scope, SampleAspect.Time)
            : new FunctionOperator(
                Vector(argument, scope), [], (_, step, _) => scope.Grid.TimeAt(step) / 1000.0);
        return removal.Over(times);
    }

    // Only a selector knows since when samples count: nothing comes of any other expression.
    private KeyedOperator StartTimestamp(FunctionCall call, Scope scope)
    {
        var argument = call.Arguments[0].WithoutParentheses;
        return removal.Over(argument is VectorSelector selector && evaluation.Options.UseStartTimestamps
            ? Selector(selector, scope, SampleAspect.Start)
            : new FunctionOperator(Vector(argument, scope), [], (_, _, _) => Presence.Absent));
    }

    private static ComputedScalar Time(Scope scope) => new(scope.Grid, timeMs => timeMs / 1000.0);

    private ScalarOperator ScalarCall(FunctionCall call, Scope scope)
    {
        var query = evaluation.Grid;
        Dependence.IsOnQuery |= call.Name is "start" or "end" or "range";
        return call.Name switch
        {
            "time" => Time(scope),
            "pi" => new ComputedScalar(scope.Grid, _ => Math.PI),
            "scalar" => new ScalarOfVector(Vector(call.Arguments[0], scope)),
            "start" => new ComputedScalar(scope.Grid, _ => query.StartMs / 1000.0),
            "end" => new ComputedScalar(scope.Grid, _ => evaluation.RequestedEndMs / 1000.0),
            "range" => new ComputedScalar(scope.Grid, _ => (evaluation.RequestedEndMs - query.StartMs) / 1000.0),
            "step" => new ComputedScalar(scope.Grid, _ => evaluation.IsInstant ? 0 : query.StepMs / 1000.0),
            "min_of" or "max_of" => new ExtremeScalar(
                Scalar(call.Arguments[0], scope), Scalar(call.Arguments[1], scope), call.Name == "max_of"),
            _ => throw EvaluationException.Failed($"function {Model.QuotedText.Quote(call.Name)} is not supported yet"),
        };
    }
}
