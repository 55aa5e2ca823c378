using System.Buffers;
using System.Text.Json;
using Belfry.Query.Engine;

namespace Belfry.Api.Prometheus;

/// <summary>Elements of a query's answer; the statistics come behind them when they are wanted.</summary>
internal abstract class QueryRows(QueryStatistics? statistics) : JsonRows
{
    // Points of everyday answers take 18 to 36 bytes, a native histogram some hundreds.
    protected const int PointBytes = 36;
    protected const int HistogramBytes = 512;

    // What an element has besides labels and points.
    protected const int FrameBytes = 64;

    /// <inheritdoc/>
    internal sealed override void WriteTail(IBufferWriter<byte> destination)
    {
        destination.Write("]"u8);
        WriteEnd(destination, statistics);
    }

    /// <summary>Writes the statistics, if any, and the end of the data.</summary>
    internal static void WriteEnd(IBufferWriter<byte> destination, QueryStatistics? statistics)
    {
        if (statistics is not null)
        {
            WriteStatistics(destination, statistics);
        }

        destination.Write("}"u8);
    }

    private static void WriteStatistics(IBufferWriter<byte> destination, QueryStatistics statistics)
    {
        destination.Write(",\"stats\":"u8);
        using var writer = new Utf8JsonWriter(destination, ApiAnswer.WriterOptions);
        QueryStatisticsJson.Write(writer, statistics);
    }
}
