using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

/// <summary>
/// What one thread needs while it computes rows: buffers to decode samples into, and counts that are added up when it
/// is
/// done. Owned by one thread at a time.
/// </summary>
internal sealed class Workspace(Evaluation evaluation) : IDisposable
{
    private readonly Stack<SampleColumns> spare = new();
    private readonly Stack<WindowColumns> spareWindows = new();
    private readonly Stack<HistogramRow> spareHistograms = new();

    /// <summary>The query.</summary>
    internal Evaluation Evaluation { get; } = evaluation;

    /// <summary>Samples used, each as often as a step used it.</summary>
    internal long SamplesUsed { get; set; }

    /// <summary>The most samples that a step of a range held.</summary>
    internal long WindowMax { get; set; }

    internal SampleColumns RentColumns()
    {
        if (!spare.TryPop(out var columns))
        {
            columns = new SampleColumns();
        }

        columns.Clear();
        return columns;
    }

    internal void Return(SampleColumns columns) => spare.Push(columns);

    /// <summary>Room for windows; whoever rents it clears it for the columns that are wanted.</summary>
    internal WindowColumns RentWindows() => spareWindows.TryPop(out var windows) ? windows : new WindowColumns();

    internal void Return(WindowColumns windows) => spareWindows.Push(windows);

    /// <summary>Room for the histograms of a row, none in it; almost always it stays so.</summary>
    internal HistogramRow RentHistograms(int steps)
    {
        if (!spareHistograms.TryPop(out var histograms))
        {
            histograms = new HistogramRow();
        }

        histograms.Reset(steps);
        return histograms;
    }

    internal void Return(HistogramRow histograms) => spareHistograms.Push(histograms);

    /// <inheritdoc/>
    public void Dispose()
    {
        Evaluation.Add(this);
        while (spareHistograms.TryPop(out var histograms))
        {
            histograms.ReturnRoom();
        }

        while (spare.TryPop(out var columns))
        {
            columns.Dispose();
        }

        while (spareWindows.TryPop(out var windows))
        {
            windows.Dispose();
        }
    }
}
