using System.Globalization;
using Belfry.Model;
using Belfry.Query.Functions;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// Functions of histograms: a native one is a row of the result, and series that differ only in <c>le</c> are one
/// classic histogram. The buckets of a row are computed together, so that one histogram is held at a time and thread.
/// Where a row would have both at a step, it has neither.
/// </summary>
internal sealed class BucketOperator(VectorOperator inner, ScalarOperator[] parameters, BucketFunction function)
    : VectorOperator(inner.Grid)
{
    private SeriesKey[] rows = [];
    private Source[] sources = [];
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
        var found = new List<Source>();
        var drops = new List<bool>();
        for (var row = 0; row < inner.Rows.Count; row++)
        {
            var key = inner.Rows[row];
            var isBucket = TryParseBound(key.Labels.Get("le"), out var bound);
            var number = isBucket ? index.Add(projection.Project(key.Labels)) : index.Add(key.Labels);
            if (number == found.Count)
            {
                found.Add(new Source());
                drops.Add(false);
            }

            drops[number] |= key.DropsName;
            if (isBucket)
            {
                found[number].Buckets.Add((bound, row));
            }
            else
            {
                found[number].Whole = row;
            }
        }

        rows = index.Sets.Select((labels, number) => new SeriesKey(labels, drops[number])).ToArray();
        sources = [.. found];
        foreach (var source in sources)
        {
            source.Buckets.Sort();
        }
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        FillClassic(row, values, histograms, workspace);
        if (sources[row].Whole < 0)
        {
            return;
        }

        using var whole = new RowBuffer(values.Length, workspace);
        inner.Fill(sources[row].Whole, whole.Values, whole.Histograms, workspace);
        for (var step = 0; step < values.Length; step++)
        {
            if (whole.Histograms[step] is { } histogram)
            {
                var isMixed = Presence.IsPresent(values[step]);
                values[step] = isMixed
                    ? Presence.Absent
                    : function.Apply(histogram, step, scalars, workspace.Evaluation, rows[row].Labels);
                if (isMixed)
                {
                    function.Warn("vector contains a mix of classic and native histograms", rows[row], workspace);
                }
            }
            else if (Presence.IsPresent(whole.Values[step]))
            {
                var text = QuotedText.Quote(rows[row].Labels.Get("le"));
                function.Warn(
                    $"bucket label \"le\" is missing or has a malformed value of {text}", rows[row], workspace);
            }
        }
    }

    private void FillClassic(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        var buckets = sources[row].Buckets;
        if (buckets.Count == 0)
        {
            values.Fill(Presence.Absent);
            return;
        }

        var steps = values.Length;
        using var cells = new StepBuffer(buckets.Count * steps);
        using var bounds = new StepBuffer(buckets.Count);
        using var counts = new StepBuffer(buckets.Count);
        for (var bucket = 0; bucket < buckets.Count; bucket++)
        {
            inner.FillFloats(buckets[bucket].Row, cells.Values.Slice(bucket * steps, steps), histograms, workspace);
        }

        for (var step = 0; step < steps; step++)
        {
            var count = 0;
            for (var bucket = 0; bucket < buckets.Count; bucket++)
            {
                var value = cells.Values[(bucket * steps) + step];
                if (Presence.IsPresent(value))
                {
                    bounds.Values[count] = buckets[bucket].UpperBound;
                    counts.Values[count++] = value;
                }
            }

            values[step] = count == 0
                ? Presence.Absent
                : function.Apply(
                    bounds.Values[..count],
                    counts.Values[..count],
                    step,
                    Grid.TimeAt(step),
                    scalars,
                    workspace.Evaluation,
                    rows[row].Labels);
        }
    }

    private static bool TryParseBound(string text, out double bound)
    {
        bound = text.TrimStart('+').ToLowerInvariant() is "inf" or "infinity" ? double.PositiveInfinity : 0;
        return bound > 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out bound);
    }

    // What a row of the result is computed from.
    private sealed class Source
    {
        // Of a classic histogram, by bound in the end.
        internal List<(double UpperBound, int Row)> Buckets { get; } = [];

        // The row with exactly these labels, which may have native histograms; -1 when there is none.
        internal int Whole { get; set; } = -1;
    }
}
