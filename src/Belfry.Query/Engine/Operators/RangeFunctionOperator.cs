using Belfry.Query.Engine.Accounting;
using Belfry.Query.Functions;
using Belfry.Query.Functions.Windows;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators;

/// <summary>A function of a range vector: one value from the samples of each range.</summary>
internal sealed class RangeFunctionOperator(SampleSource source, RangeFunction function, ScalarOperator[] parameters)
    : VectorOperator(source.Window.Grid)
{
    private double[][] scalars = [];
    private TierEdges? edges;

    /// <summary>How often each sample counts: more than once when one evaluation stands for all steps.</summary>
    internal int Repetitions { get; init; } = 1;

    /// <summary>What counts the samples of ranges.</summary>
    internal required WindowTally Tally { get; init; }

    /// <summary>The same function of windows of samples; null when it needs the samples.</summary>
    internal WindowFunction? OnWindows { get; init; }

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
        edges = OnWindows is null || source.WindowSpans.Count == 0 ? null : new TierEdges(source.WindowSpans);
        foreach (var parameter in parameters)
        {
            parameter.Prepare(evaluation);
        }

        scalars = parameters.Select(parameter => parameter.Values).ToArray();
        function.CheckParameters(scalars, evaluation.Annotations, FirstArgumentSpan);
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        if (edges is not null && TryFillWindows(row, values, workspace, edges))
        {
            return;
        }

        var columns = workspace.RentColumns();
        source.Read(row, columns, workspace);
        if (columns.HasStarts && !workspace.Evaluation.Options.UseStartTimestamps)
        {
            columns.DropStarts();
        }

        if (columns.Count == 0)
        {
            values.Fill(Presence.Absent);
        }
        else if (columns.HasHistograms)
        {
            FillMixed(row, columns, values, histograms, workspace);
        }
        else
        {
            var windows = new RangeSamples(columns.TimestampsMs, columns.Values, source.Window)
            {
                Starts = columns.StartsMs,
                Remarks = columns.HasStarts ? RemarksOn(row, workspace) : null,
            };
            function.Apply(ref windows, values, scalars);
            Account(row, values, windows.SamplesSeen, windows.CountMax, workspace);
        }

        if (columns.Count > 0 && workspace.Evaluation.Tallies.IsCounting)
        {
            Tally.Count(row, Rows.Count, columns, source.Window, values, histograms);
        }

        workspace.Return(columns);
    }

    // First the floats alone, then whatever histograms change of it.
    private void FillMixed(
        int row, SampleColumns columns, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        using var samples = new HistogramSamples(columns);
        var floats = workspace.RentColumns();
        StoredSamples.CopyFloats(columns, floats);
        var remarks = RemarksOn(row, workspace);
        var windows = new RangeSamples(floats.TimestampsMs, floats.Values, source.Window)
        {
            Starts = floats.StartsMs,
            Remarks = remarks,
        };
        function.Apply(ref windows, values, scalars);
        var ranges = new MixedRanges(floats, samples, source.Window, remarks);
        while (ranges.MoveNext())
        {
            ref var value = ref values[ranges.Step];
            if (ranges.HasHistograms && function.OfMixed(ranges.Current, ref value) is { } histogram)
            {
                value = Presence.Histogram;
                histograms.Set(ranges.Step, histogram);
            }
        }

        workspace.Return(floats);
        var hasFloats = Presence.Count(values) > histograms.Count;
        var most = (int)Math.Min(ranges.WeightMax, int.MaxValue);
        Account(row, hasFloats ? values : [], ranges.WeightSeen, most, workspace);
    }

    private RangeRemarks RemarksOn(int row, Workspace workspace) =>
        new(workspace.Evaluation.Annotations, FirstArgumentSpan, source.Rows[row].Labels.MetricName);

    private bool TryFillWindows(int row, Span<double> values, Workspace workspace, TierEdges rounding)
    {
        var columns = workspace.RentWindows();
        var isRead = source.TryReadWindows(row, columns);
        if (!isRead || columns.Count == 0)
        {
            values.Fill(Presence.Absent);
        }
        else
        {
            var windows = new RangeWindows(columns, source.Window, rounding);
            OnWindows!.Apply(ref windows, values);
            Account(row, values, windows.WindowsSeen, windows.CountMax, workspace);
            if (workspace.Evaluation.Tallies.IsCounting)
            {
                Tally.Count(row, Rows.Count, columns, source.Window, rounding, values);
            }
        }

        workspace.Return(columns);
        return isRead;
    }

    private void Account(int row, ReadOnlySpan<double> values, long seen, int countMax, Workspace workspace)
    {
        workspace.SamplesUsed += seen * Repetitions;
        if (countMax > workspace.WindowMax)
        {
            workspace.WindowMax = countMax;
            workspace.Evaluation.HoldWindow(countMax);
        }

        var evaluation = workspace.Evaluation;
        if (function.SuspectsCounter(source.Rows[row].Labels, values, evaluation.Options) is { } remark)
        {
            evaluation.Annotations.Inform(remark, ArgumentSpan);
        }
    }
}
