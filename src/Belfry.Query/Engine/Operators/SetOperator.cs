using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// <c>and</c>, <c>or</c>, <c>unless</c>. The side that decides is computed once to know at which steps each signature
/// is
/// there. Rows may repeat a label set: the caller merges them.
/// </summary>
internal sealed class SetOperator(BinaryExpression expression, VectorOperator left, VectorOperator right)
    : VectorOperator(left.Grid)
{
    private SeriesKey[] rows = [];
    private int[] groupOf = [];
    private bool[][] isThere = [];
    private StepMatrix? leftRows;
    private int leftCount;

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <inheritdoc/>
    internal override bool IsOrdered =>
        left.IsOrdered || (expression.Operator == BinaryOperator.Or && Grid.Count == 1);

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        left.Prepare(evaluation);
        right.Prepare(evaluation);
        var isOr = expression.Operator == BinaryOperator.Or;
        var signature = MatchPlan.Signature(expression.Matching!);
        var (deciding, decided) = isOr ? (left, right) : (right, left);
        var index = new LabelSetIndex();
        var decidingGroups = deciding.Rows.Select(key => index.Add(signature.Project(key.Labels))).ToArray();
        groupOf = decided.Rows.Select(key => index.Find(signature.Project(key.Labels))).ToArray();
        isThere = Enumerable.Range(0, index.Sets.Count).Select(_ => new bool[Grid.Count]).ToArray();
        leftCount = isOr ? left.Rows.Count : 0;
        rows = isOr ? [.. left.Rows, .. right.Rows] : [.. left.Rows];
        if (isOr)
        {
            leftRows = StepMatrix.Of(left, evaluation);
            for (var row = 0; row < leftCount; row++)
            {
                Note(decidingGroups[row], leftRows[row]);
            }
        }
        else
        {
            BlockPump.Run(right, evaluation, block =>
            {
                for (var row = 0; row < block.Count; row++)
                {
                    Note(decidingGroups[block.First + row], block.Values(row));
                }
            });
        }
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        if (row < leftCount)
        {
            leftRows!.CopyTo(row, values, histograms);
            return;
        }

        var decided = leftRows is null ? left : right;
        decided.Fill(row - leftCount, values, histograms, workspace);
        var group = groupOf[row - leftCount];
        var keepsWhereThere = expression.Operator == BinaryOperator.And;
        for (var step = 0; step < values.Length; step++)
        {
            var isMatched = group >= 0 && isThere[group][step];
            if (isMatched != keepsWhereThere)
            {
                values[step] = Presence.Absent;
                histograms.Remove(step);
            }
        }
    }

    private void Note(int group, ReadOnlySpan<double> values)
    {
        var there = isThere[group];
        for (var step = 0; step < values.Length; step++)
        {
            there[step] |= Presence.IsPresent(values[step]);
        }
    }
}
