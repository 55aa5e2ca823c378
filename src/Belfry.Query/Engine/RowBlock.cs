namespace Belfry.Query.Engine;

/// <summary>Consecutive rows of an operator, lent to whoever consumes them.</summary>
internal readonly ref struct RowBlock
{
    private readonly HistogramRow?[] histograms;

    internal RowBlock(int first, int count, int steps, ReadOnlySpan<double> cells, HistogramRow?[] histograms)
    {
        First = first;
        Count = count;
        Steps = steps;
        Cells = cells;
        this.histograms = histograms;
    }

    /// <summary>The number of the first row.</summary>
    internal int First { get; }

    /// <summary>The number of rows.</summary>
    internal int Count { get; }

    /// <summary>The number of steps.</summary>
    internal int Steps { get; }

    /// <summary>The values, row after row.</summary>
    internal ReadOnlySpan<double> Cells { get; }

    /// <summary>The values of a row of the block.</summary>
    internal ReadOnlySpan<double> Values(int row) => Cells.Slice(row * Steps, Steps);

    /// <summary>The native histograms of a row of the block; null when it has none.</summary>
    internal HistogramRow? Histograms(int row) => histograms.Length == 0 ? null : histograms[row];
}
