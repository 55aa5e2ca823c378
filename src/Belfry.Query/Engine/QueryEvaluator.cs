using Belfry.Model;
using Belfry.Query.Engine.Operators;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

/// <summary>Evaluates one query and shapes its answer. Used once.</summary>
internal sealed class QueryEvaluator(ISeriesSource source, Evaluation evaluation)
{
    private readonly OperatorCompiler compiler = new(evaluation);

    /// <summary>What each step of the answer depends on; complete when there is one.</summary>
    internal StepDependence Dependence => compiler.Dependence;

    /// <summary>The answer at <see cref="Evaluation.Steps"/>.</summary>
    internal QueryValue Evaluate(Expression expression)
    {
        evaluation.BeginPart(expression);
        var scope = new Scope(evaluation.Steps, Repetitions: 1) { Whole = evaluation.Grid };
        var value = expression.Type switch
        {
            ExpressionType.Text => Text(expression),
            ExpressionType.Scalar => Scalar(expression, scope),
            ExpressionType.Vector => Vector(expression, scope),
            _ => Matrix(expression, scope with { SubqueryRepetitions = 1 }),
        };
        evaluation.Settle();
        return value;
    }

    private StringValue Text(Expression expression) =>
        new(new TimestampMs(evaluation.Grid.StartMs), ((StringLiteral)expression.WithoutParentheses).Value);

    private QueryValue Scalar(Expression expression, Scope scope)
    {
        var scalar = compiler.Scalar(expression, scope);
        Open();
        scalar.Prepare(evaluation);
        evaluation.Hold(scalar.Values.Length);
        if (evaluation.IsInstant)
        {
            return new ScalarValue(new TimestampMs(evaluation.Grid.StartMs), scalar.Values[0]);
        }

        return new MatrixValue([ResultSeries.Of(Labels.Empty, scalar.Values, null, evaluation.Steps)]);
    }

    private QueryValue Vector(Expression expression, Scope scope)
    {
        var vector = compiler.Vector(expression, scope);
        var removal = new NameRemoval(evaluation.Options);
        var named = evaluation.Options.DelayedNameRemoval ? new KeyedOperator(vector, removal.Finish) : vector;
        Open();
        named.Prepare(evaluation);
        return evaluation.IsInstant ? Instant(named) : Range(named);
    }

    private void Open()
    {
        if (compiler.EarliestMs <= compiler.LatestMs)
        {
            evaluation.Open(source, compiler.EarliestMs, compiler.LatestMs);
        }
        else
        {
            // Only selectors on subqueries without a step: there is nothing to read, but selecting must work.
            evaluation.Open(source, evaluation.Grid.StartMs, evaluation.Grid.StartMs);
        }
    }

    private VectorValue Instant(VectorOperator vector)
    {
        var samples = new List<VectorSample>();
        var timestamp = new TimestampMs(evaluation.Grid.StartMs);
        BlockPump.Run(vector, evaluation, block =>
        {
            var before = samples.Count;
            for (var row = 0; row < block.Count; row++)
            {
                var labels = vector.Rows[block.First + row].Labels;
                if (block.Histograms(row)?[0] is { } histogram)
                {
                    samples.Add(new VectorSample(labels, timestamp, 0) { Histogram = histogram });
                    evaluation.Hold(HistogramWeight.Excess(block.Histograms(row)));
                }
                else if (Presence.IsPresent(block.Cells[row]))
                {
                    samples.Add(new VectorSample(labels, timestamp, block.Cells[row]));
                }
            }

            evaluation.Hold(samples.Count - before);
        });
        if (!vector.IsOrdered)
        {
            SortByLabels(samples, sample => sample.Labels);
        }

        return new VectorValue(samples);
    }

    private MatrixValue Range(VectorOperator vector)
    {
        var series = new List<MatrixSeries>();
        BlockPump.Run(vector, evaluation, block =>
        {
            for (var row = 0; row < block.Count; row++)
            {
                var points = ResultSeries.Of(
                    vector.Rows[block.First + row].Labels, block.Values(row), block.Histograms(row), evaluation.Steps);
                if (points.PointCount > 0)
                {
                    evaluation.Hold(ResultSeries.Weight(points));
                    series.Add(points);
                }
            }
        });
        evaluation.Sort(() => SortByLabels(series, one => one.Labels));
        return new MatrixValue(series);
    }

    // Selections come sorted and most operators keep their order, so one pass is often all it takes.
    private static void SortByLabels<T>(List<T> items, Func<T, Labels> labelsOf)
    {
        for (var index = 1; index < items.Count; index++)
        {
            if (labelsOf(items[index - 1]) > labelsOf(items[index]))
            {
                items.Sort((left, right) => labelsOf(left).CompareTo(labelsOf(right)));
                return;
            }
        }
    }

    private MatrixValue Matrix(Expression expression, Scope scope)
    {
        var matrix = compiler.Matrix(expression, scope);
        Open();
        matrix.Prepare(evaluation);
        var removal = new NameRemoval(evaluation.Options);
        var series = new List<MatrixSeries>();
        using var workspace = new Workspace(evaluation);
        var tally = matrix is MatrixSource ? evaluation.Tallies.Windows(expression.WithoutParentheses) : null;
        for (var row = 0; row < matrix.Rows.Count; row++)
        {
            evaluation.Check();
            var columns = workspace.RentColumns();
            matrix.Read(row, columns, workspace);
            if (columns.Count > 0)
            {
                var points = ResultSeries.Of(removal.Finish(matrix.Rows[row]).Labels, columns);
                var weight = ResultSeries.Weight(points);
                evaluation.Hold(weight);
                tally?.Count(row, matrix.Rows.Count, weight, weight);
                workspace.SamplesUsed += matrix is not SubquerySource ? weight : 0;
                series.Add(points);
            }

            workspace.Return(columns);
        }

        evaluation.Sort(() => SortByLabels(series, one => one.Labels));
        for (var index = 1; index < series.Count; index++)
        {
            if (series[index].Labels == series[index - 1].Labels)
            {
                throw EvaluationException.Failed(KeyedOperator.SameLabels);
            }
        }

        return new MatrixValue(series);
    }
}
