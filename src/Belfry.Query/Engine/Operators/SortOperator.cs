namespace Belfry.Query.Engine.Operators;

/// <summary>
/// Orders the elements of an instant vector. Over several steps there is no one order, and none is made.
/// </summary>
internal sealed class SortOperator(VectorOperator inner, IRowOrder order) : VectorOperator(inner.Grid)
{
    private bool isOrdered;
    private int[] places = [];
    private SeriesKey[] rows = [];

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => isOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        places = Enumerable.Range(0, inner.Rows.Count).ToArray();
        isOrdered = evaluation.IsInstant && Grid.Count == 1;
        if (isOrdered)
        {
            var values = new double[inner.Rows.Count];
            BlockPump.Run(inner, evaluation, block => block.Cells.CopyTo(values.AsSpan(block.First)));
            places = places.Order(Comparer<int>.Create((left, right) =>
                order.Compare(inner.Rows[left], values[left], inner.Rows[right], values[right]))).ToArray();
        }

        rows = places.Select(place => inner.Rows[place]).ToArray();
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace) =>
        inner.Fill(places[row], values, histograms, workspace);
}
