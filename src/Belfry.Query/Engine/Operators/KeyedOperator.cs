using Belfry.Model.Histograms;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// The same values under other label sets. Series that get the same set become one row, which is an error at any step
/// where two of them have a value.
/// </summary>
internal sealed class KeyedOperator(VectorOperator inner, Func<SeriesKey, SeriesKey> rename)
    : VectorOperator(inner.Grid)
{
    internal const string SameLabels = "vector cannot contain metrics with the same labelset";

    // Merged rows are computed to look for errors, and kept if they are no more values than these.
    private const long KeptValuesMax = 1 << 20;

    private SeriesKey[] rows = [];
    private int[][]? members;
    private KeptRow?[] kept = [];

    /// <summary>
    /// True when <c>rename</c> takes nothing but the metric name away. Series of one metric then stay different, which
    /// saves looking for equals in the most common case.
    /// </summary>
    internal bool DropsNameOnly { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => inner.IsOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        if (DropsNameOnly && AreOfOneMetric(inner.Rows))
        {
            rows = new SeriesKey[inner.Rows.Count];
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row] = rename(inner.Rows[row]);
            }

            if (IsOrdered || RowOrder.IsSorted(rows))
            {
                return;
            }
        }

        FindEquals();
        CheckEquals(evaluation);
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        if (members is null)
        {
            inner.Fill(row, values, histograms, workspace);
            return;
        }

        if (kept[row] is { } known)
        {
            known.Values.CopyTo(values);
            histograms.SetAll(known.Histograms);
            return;
        }

        inner.Fill(members[row][0], values, histograms, workspace);
        if (members[row].Length == 1)
        {
            return;
        }

        using var other = new RowBuffer(values.Length, workspace);
        foreach (var member in members[row].AsSpan(1))
        {
            inner.FillFresh(member, other, workspace);
            Merge(other, values, histograms);
        }
    }

    private static bool AreOfOneMetric(IReadOnlyList<SeriesKey> keys)
    {
        var named = new LabelProjection(NameRemoval.Names, keeps: true);
        var first = keys.Count > 0 ? named.Project(keys[0].Labels).ToArray() : [];
        for (var row = 1; row < keys.Count; row++)
        {
            if (!named.Project(keys[row].Labels).SequenceEqual(first))
            {
                return false;
            }
        }

        return true;
    }

    private void FindEquals()
    {
        var index = new LabelSetIndex();
        var lists = new List<List<int>>();
        var drops = new List<bool>();
        var any = false;
        for (var row = 0; row < inner.Rows.Count; row++)
        {
            var key = rename(inner.Rows[row]);
            var number = index.Add(key.Labels);
            if (number == lists.Count)
            {
                lists.Add([row]);
                drops.Add(key.DropsName);
            }
            else
            {
                any = true;
                lists[number].Add(row);
                drops[number] |= key.DropsName;
            }
        }

        rows = index.Sets.Select((labels, number) => new SeriesKey(labels, drops[number])).ToArray();
        var places = IsOrdered ? null : RowOrder.Sort(rows);
        if (!any && places is null)
        {
            members = null;
            return;
        }

        members = new int[lists.Count][];
        for (var number = 0; number < members.Length; number++)
        {
            members[places?[number] ?? number] = [.. lists[number]];
        }
    }

    // Not every row is filled: those that find no partner above are not. They are errors all the same.
    private void CheckEquals(Evaluation evaluation)
    {
        if (members is null)
        {
            return;
        }

        kept = new KeptRow?[members.Length];
        var keeps = members.Count(list => list.Length > 1) * (long)Grid.Count <= KeptValuesMax;
        using var workspace = new Workspace(evaluation);
        using var merged = new RowBuffer(Grid.Count, workspace);
        for (var row = 0; row < members.Length; row++)
        {
            if (members[row].Length > 1)
            {
                evaluation.Check();
                FillFresh(row, merged, workspace);
                if (keeps)
                {
                    evaluation.Hold(Grid.Count + HistogramWeight.Excess(merged.Histograms));
                    kept[row] = new KeptRow(merged.Values.ToArray(), merged.Histograms.Snapshot());
                }
            }
        }

        // The rows that are computed once more are counted then.
        workspace.SamplesUsed = keeps ? workspace.SamplesUsed : 0;
    }

    private sealed record KeptRow(double[] Values, FloatHistogram?[]? Histograms);

    private static void Merge(RowBuffer source, Span<double> target, HistogramRow histograms)
    {
        for (var step = 0; step < target.Length; step++)
        {
            if (Presence.IsPresent(source.Values[step]))
            {
                if (Presence.IsPresent(target[step]))
                {
                    throw EvaluationException.Failed(SameLabels);
                }

                target[step] = source.Values[step];
                if (source.Histograms[step] is { } histogram)
                {
                    histograms.Set(step, histogram);
                }
            }
        }
    }
}
