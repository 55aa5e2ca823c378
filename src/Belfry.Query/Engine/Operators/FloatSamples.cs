using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators;

/// <summary>Reads a series for operators on floats, which leave native histograms out.</summary>
internal static class FloatSamples
{
    internal static void Read(ISelectedSeries series, RangeWindow window, SampleColumns columns, Workspace workspace)
    {
        var (first, last) = (new TimestampMs(window.FirstMs), new TimestampMs(window.LastMs));
        series.Read(first, last, columns);
        if (columns.HasHistograms)
        {
            KeepFloats(columns, workspace);
        }
    }

    private static void KeepFloats(SampleColumns columns, Workspace workspace)
    {
        var kept = workspace.RentColumns();
        for (var index = 0; index < columns.Count; index++)
        {
            if (columns.Histograms[index] is null || columns.Histograms[index]!.IsStale)
            {
                kept.Add(columns.TimestampsMs[index], columns.Values[index]);
            }
        }

        columns.Clear();
        columns.AddRange(kept, 0, kept.Count);
        workspace.Return(kept);
    }
}
