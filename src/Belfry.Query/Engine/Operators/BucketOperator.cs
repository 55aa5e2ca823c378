using System.Globalization;
using Belfry.Model;
using Belfry.Query.Functions;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// Functions of classic histograms: series that differ only in <c>le</c> are one histogram, one row of the result. The
/// buckets of a row are computed together, so that one histogram is held at a time and thread.
/// </summary>
internal sealed class BucketOperator(VectorOperator inner, ScalarOperator[] parameters, BucketFunction function)
    : VectorOperator(inner.Grid)
{
    private SeriesKey[] rows = [];
    private List<(double UpperBound, int Row)>[] classics = [];
    private double[][] scalars = [];

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        foreach (var parameter in parameters)
        {
            parameter.Prepare(evaluation);
        }

        scalars = parameters.Select(parameter => parameter.Values).ToArray();
        function.CheckParameters(scalars, evaluation.Annotations);
        var projection = new LabelProjection(["le"], keeps: false);
        var index = new LabelSetIndex();
        var found = new List<List<(double UpperBound, int Row)>>();
        var drops = new List<bool>();
        for (var row = 0; row < inner.Rows.Count; row++)
        {
            var key = inner.Rows[row];
            if (!TryBound(key.Labels, evaluation, out var bound))
            {
                continue;
            }

            var number = index.Add(projection.Project(key.Labels));
            if (number == found.Count)
            {
                found.Add([]);
                drops.Add(false);
            }

            found[number].Add((bound, row));
            drops[number] |= key.DropsName;
        }

        rows = index.Sets.Select((labels, number) => new SeriesKey(labels, drops[number])).ToArray();
        classics = [.. found];
        foreach (var histogram in classics)
        {
            histogram.Sort();
        }
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        var steps = values.Length;
        var histogram = classics[row];
        using var cells = new StepBuffer(histogram.Count * steps);
        using var bounds = new StepBuffer(histogram.Count);
        using var counts = new StepBuffer(histogram.Count);
        for (var bucket = 0; bucket < histogram.Count; bucket++)
        {
            inner.FillFloats(
                histogram[bucket].Row, cells.Values.Slice(bucket * steps, steps), histograms, workspace);
        }

        for (var step = 0; step < steps; step++)
        {
            var count = 0;
            for (var bucket = 0; bucket < histogram.Count; bucket++)
            {
                var value = cells.Values[(bucket * steps) + step];
                if (Presence.IsPresent(value))
                {
                    bounds.Values[count] = histogram[bucket].UpperBound;
                    counts.Values[count++] = value;
                }
            }

            values[step] = count == 0
                ? Presence.Absent
                : function.Apply(
                    bounds.Values[..count],
                    counts.Values[..count],
                    step,
                    scalars,
                    workspace.Evaluation,
                    rows[row].Labels);
        }
    }

    private bool TryBound(Labels labels, Evaluation evaluation, out double bound)
    {
        var text = labels.Get("le");
        if (TryParseBound(text, out bound))
        {
            return true;
        }

        evaluation.Annotations.Warn(
            $"bucket label \"le\" is missing or has a malformed value of {QuotedText.Quote(text)}"
            + BucketFunction.ForMetric(labels, evaluation.Options),
            function.VectorSpan);
        return false;
    }

    private static bool TryParseBound(string text, out double bound)
    {
        bound = text.TrimStart('+').ToLowerInvariant() is "inf" or "infinity" ? double.PositiveInfinity : 0;
        return bound > 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out bound);
    }
}
