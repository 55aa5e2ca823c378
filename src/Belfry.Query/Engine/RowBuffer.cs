namespace Belfry.Query.Engine;

/// <summary>
/// Pooled room for one row: values and native histograms; owned by the method that made it. The default value is no
/// room.
/// </summary>
internal readonly ref struct RowBuffer
{
    private readonly StepBuffer buffer;
    private readonly Workspace workspace;

    internal RowBuffer(int steps, Workspace workspace)
    {
        buffer = new StepBuffer(steps);
        this.workspace = workspace;
        Histograms = workspace.RentHistograms(steps);
    }

    /// <summary>The values; what is in them at first is arbitrary.</summary>
    internal Span<double> Values => buffer.Values;

    /// <summary>The histograms; none at first.</summary>
    internal HistogramRow Histograms { get; }

    /// <summary>Gives the room back.</summary>
    internal void Dispose()
    {
        buffer.Dispose();
        workspace.Return(Histograms);
    }
}
