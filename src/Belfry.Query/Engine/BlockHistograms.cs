namespace Belfry.Query.Engine;

/// <summary>The native histograms of one block after the other; costs nothing while there are none.</summary>
internal sealed class BlockHistograms(int blockRows, int steps, Workspace workspace) : IDisposable
{
    private HistogramRow?[] rows = [];
    private int kept;

    /// <summary>Room for the next row.</summary>
    internal HistogramRow Next { get; private set; } = workspace.RentHistograms(steps);

    /// <summary>The rows' histograms, null where there are none; empty when no row has any.</summary>
    internal HistogramRow?[] Rows => kept == 0 ? [] : rows;

    /// <summary>Notes that <see cref="Next"/> was filled for a row of the block.</summary>
    internal void Keep(int row)
    {
        if (Next.IsEmpty)
        {
            return;
        }

        rows = rows.Length == 0 ? new HistogramRow?[blockRows] : rows;
        rows[row] = Next;
        kept++;
        Next = workspace.RentHistograms(steps);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        workspace.Return(Next);
    }

    /// <summary>Begins a new block.</summary>
    internal void Release()
    {
        Next.Reset(steps);
        for (var row = 0; kept > 0 && row < rows.Length; row++)
        {
            if (rows[row] is { } histograms)
            {
                workspace.Return(histograms);
                rows[row] = null;
                kept--;
            }
        }
    }
}
