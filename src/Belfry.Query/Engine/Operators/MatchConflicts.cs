using System.Runtime.InteropServices;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// Finds steps at which the series of a group cannot be matched, because more of them are there than the matching
/// allows. Only groups whose labels allow a collision cost anything.
/// </summary>
internal sealed class MatchConflicts(
    VectorMatching matching, MatchPlan plan, VectorOperator many, VectorOperator one, Evaluation evaluation)
{
    /// <summary>
    /// Whether the operator knows what to do with a value of the many side and one of the other, null standing for a
    /// float. What it does not know is left out before series can collide.
    /// </summary>
    internal required Func<FloatHistogram?, FloatHistogram?, bool> Knows { get; init; }

    /// <summary>
    /// Ends the query if there is a conflict; <paramref name="resultLabels"/> gives the labels of a pair.
    /// </summary>
    internal void Check(Func<int, int, Labels> resultLabels)
    {
        using var workspace = new Workspace(evaluation);
        var used = workspace.SamplesUsed;
        CheckOneSide(workspace);
        CheckManySide(resultLabels, workspace);

        // The same rows are counted when the result is computed.
        workspace.SamplesUsed = used;
    }

    // By labels, so that of several conflicts the same is told whichever series are there at other steps.
    private IEnumerable<int> Groups(Func<int, bool> canConflict) => Enumerable.Range(0, plan.One.Length)
        .Where(canConflict).OrderBy(group => plan.Signatures.Sets[group]);

    private void CheckOneSide(Workspace workspace)
    {
        bool[]? isAnyMany = null;
        foreach (var group in Groups(group => plan.One[group].Count > 1))
        {
            var candidates = plan.One[group];
            var owner = new int[one.Grid.Count];
            Array.Fill(owner, -1);
            using var values = new RowBuffer(one.Grid.Count, workspace);
            foreach (var row in candidates)
            {
                one.FillFresh(row, values, workspace);
                for (var step = 0; step < owner.Length; step++)
                {
                    if (Presence.IsAbsent(values.Values[step]))
                    {
                        continue;
                    }

                    if (owner[step] >= 0)
                    {
                        isAnyMany ??= AnyMany();
                        if (isAnyMany[step])
                        {
                            throw Duplicate(row, owner[step]);
                        }
                    }

                    owner[step] = row;
                }
            }
        }
    }

    private bool[] AnyMany()
    {
        var steps = many.Grid.Count;
        var isAny = new bool[steps];
        BlockPump.Run(many, evaluation, block =>
        {
            for (var cell = 0; cell < block.Cells.Length; cell++)
            {
                isAny[cell % steps] |= Presence.IsPresent(block.Cells[cell]);
            }
        });
        return isAny;
    }

    private EvaluationException Duplicate(int row, int earlier)
    {
        var side = matching.Cardinality == MatchCardinality.OneToMany ? "left" : "right";
        var labels = one.Rows[row].Labels;
        var signature = MatchPlan.Signature(matching).ProjectToLabels(labels);
        return EvaluationException.Failed(
            $"found duplicate series for the match group {signature} on the {side} hand-side of the operation: "
            + $"[{one.Rows[earlier].Labels}, {labels}];many-to-many matching not allowed: "
            + "matching labels must be unique on one side");
    }

    private void CheckManySide(Func<int, int, Labels> resultLabels, Workspace workspace)
    {
        foreach (var group in Groups(group => plan.Many[group].Count > 1 && plan.One[group].Count > 0))
        {
            if (matching.Cardinality == MatchCardinality.OneToOne)
            {
                CheckTogether(
                    plan.Many[group], plan.One[group], workspace,
                    "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
                continue;
            }

            // Series of the many side collide when the labels of their results are the same.
            foreach (var oneRow in plan.One[group])
            {
                var byLabels = plan.Many[group].GroupBy(row => resultLabels(row, oneRow));
                foreach (var same in byLabels.Where(rows => rows.Count() > 1))
                {
                    CheckTogether(
                        [.. same], [oneRow], workspace,
                        "multiple matches for labels: grouping labels must ensure unique matches");
                }
            }
        }
    }

    private void CheckTogether(List<int> manyRows, List<int> oneRows, Workspace workspace, string message)
    {
        var steps = many.Grid.Count;
        using var theOne = new RowBuffer(steps, workspace);
        using var values = new RowBuffer(steps, workspace);
        FillTogether(oneRows, theOne, values, workspace);
        var isManyThere = new bool[steps];
        foreach (var row in manyRows)
        {
            many.FillFresh(row, values, workspace);
            for (var step = 0; step < steps; step++)
            {
                var isHere = Presence.IsPresent(theOne.Values[step]) && Presence.IsPresent(values.Values[step])
                    && Knows(values.Histograms[step], theOne.Histograms[step]);
                if (isHere && isManyThere[step])
                {
                    throw EvaluationException.Failed(message);
                }

                isManyThere[step] |= isHere;
            }
        }
    }

    // The one side at each step; more than one of its rows is there only where there is nothing to match.
    private void FillTogether(List<int> rows, RowBuffer together, RowBuffer room, Workspace workspace)
    {
        one.FillFresh(rows[0], together, workspace);
        foreach (var row in CollectionsMarshal.AsSpan(rows)[1..])
        {
            one.FillFresh(row, room, workspace);
            for (var step = 0; step < room.Values.Length; step++)
            {
                if (Presence.IsPresent(room.Values[step]))
                {
                    together.Values[step] = room.Values[step];
                    if (room.Histograms[step] is { } histogram)
                    {
                        together.Histograms.Set(step, histogram);
                    }
                    else
                    {
                        together.Histograms.Remove(step);
                    }
                }
            }
        }
    }
}
