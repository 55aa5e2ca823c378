using System.Collections;
using Belfry.Query.Engine.Operators;

namespace Belfry.Query.Engine.Accounting;

/// <summary>
/// Counts what an operator gives at each step, each row once however often it is computed. Thread-safe.
/// </summary>
internal sealed class OutputTally(VectorOperator source)
{
    private readonly Lock tallyLock = new();
    private BitArray? taken;
    private long fullRows;
    private long[] counts = [];
    private long[]? excess;
    private long[]? vectorExcess;
    private long weighed;

    /// <summary>What it can weigh at most, as far as is known by now.</summary>
    internal long Bound => ((long)source.Rows.Count * source.Grid.Count) + Interlocked.Read(ref weighed);

    /// <summary>Notes what native histograms weigh, in case nothing more is counted.</summary>
    internal void Weigh(HistogramRow histograms) =>
        Interlocked.Add(ref weighed, HistogramWeight.Excess(histograms));

    /// <summary>Counts a row unless that has been done.</summary>
    internal void Count(int row, ReadOnlySpan<double> values, HistogramRow histograms)
    {
        var present = Presence.Count(values);
        lock (tallyLock)
        {
            if (!TryTake(row))
            {
                return;
            }

            if (present == values.Length)
            {
                fullRows++;
            }
            else if (present > 0)
            {
                CountSteps(values);
            }

            if (!histograms.IsEmpty)
            {
                Weigh(histograms);
                CountSizes(histograms);
            }
        }
    }

    /// <summary>
    /// Computes and counts the rows that nobody has asked for yet. What is wrong with them is nobody's error: without
    /// counting it would not have been found.
    /// </summary>
    internal void Complete(VectorOperator tallied, Evaluation evaluation)
    {
        using var workspace = new Workspace(evaluation);
        using var buffer = new RowBuffer(source.Grid.Count, workspace);
        for (var row = 0; row < source.Rows.Count; row++)
        {
            if (taken is null || !taken[row])
            {
                evaluation.Check();
                TryFill(tallied, row, buffer, workspace);
            }
        }

        workspace.SamplesUsed = 0;
    }

    /// <summary>The counts so far.</summary>
    internal StepCounts ToCounts()
    {
        var steps = source.Grid.Count;
        var total = new long[steps];
        for (var step = 0; step < steps; step++)
        {
            total[step] = fullRows + (counts.Length > 0 ? counts[step] : 0);
        }

        return excess is null
            ? new StepCounts(total)
            : new StepCounts(total, Sum(total, excess), Sum(total, vectorExcess!));
    }

    private static void TryFill(VectorOperator tallied, int row, RowBuffer buffer, Workspace workspace)
    {
        try
        {
            tallied.FillFresh(row, buffer, workspace);
        }
        catch (EvaluationException)
        {
            // The row stays uncounted.
        }
    }

    private static long[] Sum(long[] left, long[] right) => [.. left.Zip(right, (one, other) => one + other)];

    private bool TryTake(int row)
    {
        taken ??= new BitArray(source.Rows.Count);
        if (taken[row])
        {
            return false;
        }

        taken[row] = true;
        return true;
    }

    private void CountSteps(ReadOnlySpan<double> values)
    {
        counts = counts.Length > 0 ? counts : new long[values.Length];
        for (var step = 0; step < values.Length; step++)
        {
            counts[step] += Presence.IsPresent(values[step]) ? 1 : 0;
        }
    }

    private void CountSizes(HistogramRow histograms)
    {
        excess ??= new long[histograms.Steps];
        vectorExcess ??= new long[histograms.Steps];
        for (var step = 0; step < histograms.Steps; step++)
        {
            if (histograms[step] is { } histogram)
            {
                excess[step] += HistogramWeight.Samples(histogram) - 1;
                vectorExcess[step] += HistogramWeight.InVector(histogram) - 1;
            }
        }
    }
}
