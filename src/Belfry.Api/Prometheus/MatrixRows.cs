using System.Buffers;
using Belfry.Query.Engine;

namespace Belfry.Api.Prometheus;

/// <summary>The series of a matrix, at most so many.</summary>
internal sealed class MatrixRows(MatrixValue matrix, int limit, QueryStatistics? statistics) : QueryRows(statistics)
{
    /// <inheritdoc/>
    internal override int Count => Math.Min(matrix.Series.Count, limit);

    /// <inheritdoc/>
    internal override int EstimateBytes(int row)
    {
        var series = matrix.Series[row];
        return FrameBytes + series.Labels.Canonical.Length
            + (series.Values.Length * PointBytes) + (series.Histograms.Length * HistogramBytes);
    }

    /// <inheritdoc/>
    internal override void WriteHead(IBufferWriter<byte> destination) =>
        destination.Write("{\"resultType\":\"matrix\",\"result\":["u8);

    /// <inheritdoc/>
    internal override void WriteRow(IBufferWriter<byte> destination, int row)
    {
        var series = matrix.Series[row];
        destination.Write("{\"metric\":"u8);
        SampleJson.WriteLabels(destination, series.Labels);
        if (!series.Values.IsEmpty)
        {
            destination.Write(",\"values\":["u8);
            SampleJson.WritePoints(destination, series.TimestampsMs.Span, series.Values.Span);
            destination.Write("]"u8);
        }

        WriteHistograms(destination, series);
        destination.Write("}"u8);
    }

    private static void WriteHistograms(IBufferWriter<byte> destination, MatrixSeries series)
    {
        var timestampsMs = series.HistogramTimestampsMs.Span;
        var histograms = series.Histograms.Span;
        for (var point = 0; point < histograms.Length; point++)
        {
            destination.Write(point == 0 ? ",\"histograms\":["u8 : ","u8);
            HistogramJson.WritePoint(destination, timestampsMs[point], histograms[point]);
        }

        destination.Write(histograms.IsEmpty ? ""u8 : "]"u8);
    }
}
