using System.Runtime.InteropServices;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators;

/// <summary>A range selector: the stored samples of the selected series, stale markers left out.</summary>
internal sealed class MatrixSource(IReadOnlyList<LabelMatcher> matchers) : SampleSource
{
    private IReadOnlyList<ISelectedSeries> series = [];
    private SeriesKey[] rows = [];

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        series = evaluation.Select(matchers);
        rows = new SeriesKey[series.Count];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new SeriesKey(series[row].Labels, false);
        }
    }

    /// <inheritdoc/>
    internal override void Read(int row, SampleColumns columns, Workspace workspace)
    {
        FloatSamples.Read(series[row], Window, columns, workspace);
        if (MemoryMarshal.Cast<double, long>(columns.Values).Contains(StaleMarker.Bits))
        {
            RemoveStaleMarkers(columns, workspace);
        }
    }

    private static void RemoveStaleMarkers(SampleColumns columns, Workspace workspace)
    {
        var kept = workspace.RentColumns();
        for (var index = 0; index < columns.Count; index++)
        {
            if (!StaleMarker.IsStale(columns.Values[index]))
            {
                kept.Add(columns.TimestampsMs[index], columns.Values[index]);
            }
        }

        columns.Clear();
        columns.AddRange(kept, 0, kept.Count);
        workspace.Return(kept);
    }
}
