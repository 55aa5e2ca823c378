using System.Buffers;
using Belfry.Query.Engine;

namespace Belfry.Api.Prometheus;

/// <summary>The samples of a vector, at most so many.</summary>
internal sealed class VectorRows(VectorValue vector, int limit, QueryStatistics? statistics) : QueryRows(statistics)
{
    /// <inheritdoc/>
    internal override int Count => Math.Min(vector.Samples.Count, limit);

    /// <inheritdoc/>
    internal override int EstimateBytes(int row)
    {
        var sample = vector.Samples[row];
        return FrameBytes + sample.Labels.Canonical.Length + (sample.Histogram is null ? PointBytes : HistogramBytes);
    }

    /// <inheritdoc/>
    internal override void WriteHead(IBufferWriter<byte> destination) =>
        destination.Write("{\"resultType\":\"vector\",\"result\":["u8);

    /// <inheritdoc/>
    internal override void WriteRow(IBufferWriter<byte> destination, int row)
    {
        var sample = vector.Samples[row];
        destination.Write("{\"metric\":"u8);
        SampleJson.WriteLabels(destination, sample.Labels);
        if (sample.Histogram is { } histogram)
        {
            destination.Write(",\"histogram\":"u8);
            HistogramJson.WritePoint(destination, sample.Timestamp.Value, histogram);
        }
        else
        {
            destination.Write(",\"value\":"u8);
            SampleJson.WritePoint(destination, sample.Timestamp.Value, sample.Value);
        }

        destination.Write("}"u8);
    }
}
