using Belfry.Query.Engine.Operators;
using Belfry.Query.Functions;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

// Selectors that look beyond their ranges.
internal sealed partial class OperatorCompiler
{
    private static RangeExtension ExtensionOf(Expression range) =>
        range.WithoutParentheses is MatrixSelector matrix ? matrix.Selector.Extension : RangeExtension.None;

    private RangeFunctionOperator ExtendedCall(FunctionCall call, Expression argument, Scope scope)
    {
        var matrix = (MatrixSelector)argument.WithoutParentheses;
        ExtendedFunctions.Check(call.Name, matrix.Selector.Extension);
        evaluation.Profile?.Note(matrix, () => 0);
        var window = Window(matrix, scope);
        return new RangeFunctionOperator(
            Wide(matrix, window, scope), ExtendedFunctions.Get(call.Name, Extended(matrix, window)), [])
        {
            Repetitions = scope.Repetitions,
            Tally = evaluation.Tallies.Windows(matrix),
            ArgumentSpan = matrix.Span,
            FirstArgumentSpan = matrix.Span,
        };
    }

    private RangeFunctionOperator SmoothedSelector(VectorSelector selector, Scope scope)
    {
        var tailMs = evaluation.LookbackMs;
        var window = Window(selector.Modifiers, 2 * tailMs, scope);
        window = window with { OffsetMs = window.OffsetMs - tailMs };
        Reads(window, scope, 0);
        var source = new MatrixSource(selector.Matchers, WindowParts.None, selector.Span) { Window = window };

        // Prometheus counts none of these samples.
        return new RangeFunctionOperator(source, new SmoothedValue(tailMs), [])
        {
            Repetitions = 0,
            Tally = evaluation.Tallies.Windows(selector),
            ArgumentSpan = selector.Span,
            FirstArgumentSpan = selector.Span,
        };
    }

    private ExtendedSource ExtendedMatrix(MatrixSelector matrix, Scope scope)
    {
        var window = Window(matrix, scope);
        return new ExtendedSource(Wide(matrix, window, scope), Extended(matrix, window))
        {
            Window = window,
            Tally = evaluation.Tallies.Windows(matrix),
        };
    }

    private ExtendedRange Extended(MatrixSelector matrix, RangeWindow window) =>
        new(matrix.Selector.Extension, window.RangeMs, TailMs(matrix));

    private MatrixSource Wide(MatrixSelector matrix, RangeWindow window, Scope scope)
    {
        var tailMs = TailMs(matrix);
        var wide = window with
        {
            RangeMs = window.RangeMs + evaluation.LookbackMs + tailMs,
            OffsetMs = window.OffsetMs - tailMs,
        };
        Reads(wide, scope, 0);
        return new MatrixSource(matrix.Selector.Matchers, WindowParts.None, matrix.Span) { Window = wide };
    }

    private long TailMs(MatrixSelector matrix) =>
        matrix.Selector.Extension == RangeExtension.Smoothed ? evaluation.LookbackMs : 0;
}
