using Belfry.Query.Functions;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>A function of a range vector: one value from the samples of each range.</summary>
internal sealed class RangeFunctionOperator(SampleSource source, RangeFunction function, ScalarOperator[] parameters)
    : VectorOperator(source.Window.Grid)
{
    private double[][] scalars = [];

    /// <summary>How often each sample counts: more than once when one evaluation stands for all steps.</summary>
    internal int Repetitions { get; init; } = 1;

    /// <summary>Where the range vector is written, for remarks.</summary>
    internal SourceSpan ArgumentSpan { get; init; }

    /// <summary>Where the first argument is written, for remarks on parameters.</summary>
    internal SourceSpan FirstArgumentSpan { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => source.Rows;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        source.Prepare(evaluation);
        foreach (var parameter in parameters)
        {
            parameter.Prepare(evaluation);
        }

        scalars = parameters.Select(parameter => parameter.Values).ToArray();
        function.CheckParameters(scalars, evaluation.Annotations, FirstArgumentSpan);
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, Workspace workspace)
    {
        var columns = workspace.RentColumns();
        source.Read(row, columns, workspace);
        if (columns.Count == 0)
        {
            values.Fill(Presence.Absent);
        }
        else
        {
            var windows = new RangeSamples(columns.TimestampsMs, columns.Values, source.Window);
            function.Apply(ref windows, values, scalars);
            workspace.SamplesUsed += windows.SamplesSeen * Repetitions;
            if (windows.CountMax > workspace.WindowMax)
            {
                workspace.WindowMax = windows.CountMax;
                workspace.Evaluation.HoldWindow(windows.CountMax);
            }

            var evaluation = workspace.Evaluation;
            if (function.SuspectsCounter(source.Rows[row].Labels, values, evaluation.Options) is { } remark)
            {
                evaluation.Annotations.Inform(remark, ArgumentSpan);
            }
        }

        workspace.Return(columns);
    }
}
