using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host;

/// <summary>
/// Figures that a kernel file lists by device, turned into families by figure: a row has the labels of a device and a
/// place per column. Kept by its collector and filled anew at each scrape.
/// </summary>
internal sealed class HostTable(params HostColumn[] columns)
{
    // More devices than any machine has; what is beyond is left out.
    private const int RowsMax = 50_000;

    private KeyValuePair<string, string>[][] labels = new KeyValuePair<string, string>[8][];
    private double[] values = new double[8 * columns.Length];

    internal int RowCount { get; private set; }

    internal void Clear() => RowCount = 0;

    /// <summary>Adds a device; returns its figures, all missing (NaN) until set. Valid until the next call.</summary>
    internal Span<double> AddRow(params KeyValuePair<string, string>[] row)
    {
        if (RowCount == labels.Length && RowCount < RowsMax)
        {
            Array.Resize(ref labels, RowCount * 2);
            Array.Resize(ref values, RowCount * 2 * columns.Length);
        }

        // At the limit the last row is overwritten rather than growing without bound.
        RowCount = Math.Min(RowCount + 1, labels.Length);
        labels[RowCount - 1] = row;
        var figures = values.AsSpan((RowCount - 1) * columns.Length, columns.Length);
        figures.Fill(double.NaN);
        return figures;
    }

    /// <summary>Adds a device known by one label.</summary>
    internal Span<double> AddRowFor(string label, string value) => AddRow([KeyValuePair.Create(label, value)]);

    /// <summary>True when a row with these labels is there already.</summary>
    internal bool HasRow(ReadOnlySpan<KeyValuePair<string, string>> row)
    {
        for (var index = 0; index < RowCount; index++)
        {
            if (row.SequenceEqual(labels[index]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes every column that has a figure.</summary>
    internal void WriteTo(IMetricFamilyWriter writer)
    {
        for (var column = 0; column < columns.Length; column++)
        {
            var isBegun = false;
            for (var row = 0; row < RowCount; row++)
            {
                var value = values[(row * columns.Length) + column];
                if (double.IsNaN(value))
                {
                    continue;
                }

                if (!isBegun)
                {
                    writer.BeginFamily(columns[column].Name, columns[column].Type, columns[column].Help);
                    isBegun = true;
                }

                writer.WriteSample("", labels[row], value);
            }
        }
    }
}
