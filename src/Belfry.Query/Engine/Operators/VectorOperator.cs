namespace Belfry.Query.Engine.Operators;

/// <summary>
/// An instant vector over all steps: rows of values, one for each series. First <see cref="Prepare"/>, once, on one
/// thread; after that <see cref="Rows"/> is fixed and <see cref="Fill"/> may be called from any thread, for any row,
/// any number of times, with the same outcome. Computing a row allocates nothing that grows with samples or steps.
/// </summary>
internal abstract class VectorOperator(StepGrid grid)
{
    /// <summary>The evaluation times; every row has one value or absence for each.</summary>
    internal StepGrid Grid { get; } = grid;

    /// <summary>The series, in evaluation order; no label set twice.</summary>
    internal abstract IReadOnlyList<SeriesKey> Rows { get; }

    /// <summary>True when the order of the rows is part of the answer, as after <c>sort</c>.</summary>
    internal virtual bool IsOrdered => false;

    /// <summary>Computes whatever must be known before rows can be computed one by one.</summary>
    internal abstract void Prepare(Evaluation evaluation);

    /// <summary>
    /// Writes the row to <paramref name="values"/>, one for each step; <see cref="Presence.Absent"/> where there is
    /// none. Native histograms go to <paramref name="histograms"/>, which is empty at first, and leave their mark in
    /// the values.
    /// </summary>
    internal abstract void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace);

    /// <summary>Fills a buffer that may have been filled before.</summary>
    internal void FillFresh(int row, RowBuffer buffer, Workspace workspace)
    {
        buffer.Histograms.Reset(buffer.Values.Length);
        Fill(row, buffer.Values, buffer.Histograms, workspace);
    }

    /// <summary>The row without its native histograms: they are absent.</summary>
    internal void FillFloats(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        Fill(row, values, histograms, workspace);
        histograms.RemoveFrom(values);
    }
}
