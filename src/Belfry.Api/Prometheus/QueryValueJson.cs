using System.Buffers;
using System.Text.Json;
using Belfry.Query.Engine;

namespace Belfry.Api.Prometheus;

/// <summary>A query's answer as the <c>data</c> member of Prometheus's envelope.</summary>
internal static class QueryValueJson
{
    internal static void Write(
        IBufferWriter<byte> destination, QueryValue value, int limit, QueryStatistics? statistics)
    {
        switch (value)
        {
            case ScalarValue scalar:
                destination.Write("{\"resultType\":\"scalar\",\"result\":"u8);
                SampleJson.WritePoint(destination, scalar.Timestamp.Value, scalar.Number);
                break;
            case StringValue text:
                WriteText(destination, text);
                break;
            case VectorValue vector:
                WriteVector(destination, vector, limit);
                break;
            case MatrixValue matrix:
                WriteMatrix(destination, matrix, limit);
                break;
        }

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

    private static void WriteText(IBufferWriter<byte> destination, StringValue text)
    {
        destination.Write("{\"resultType\":\"string\",\"result\":"u8);
        using var writer = new Utf8JsonWriter(destination, ApiAnswer.WriterOptions);
        writer.WriteStartArray();
        writer.WriteNumberValue(text.Timestamp.Value / 1000m);
        writer.WriteStringValue(text.Text);
        writer.WriteEndArray();
    }

    private static void WriteVector(IBufferWriter<byte> destination, VectorValue vector, int limit)
    {
        destination.Write("{\"resultType\":\"vector\",\"result\":["u8);
        for (var index = 0; index < Math.Min(vector.Samples.Count, limit); index++)
        {
            var sample = vector.Samples[index];
            destination.Write(index == 0 ? "{\"metric\":"u8 : ",{\"metric\":"u8);
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

        destination.Write("]"u8);
    }

    private static void WriteMatrix(IBufferWriter<byte> destination, MatrixValue matrix, int limit)
    {
        destination.Write("{\"resultType\":\"matrix\",\"result\":["u8);
        for (var index = 0; index < Math.Min(matrix.Series.Count, limit); index++)
        {
            var series = matrix.Series[index];
            destination.Write(index == 0 ? "{\"metric\":"u8 : ",{\"metric\":"u8);
            SampleJson.WriteLabels(destination, series.Labels);
            WriteFloats(destination, series);
            WriteHistograms(destination, series);
            destination.Write("}"u8);
        }

        destination.Write("]"u8);
    }

    private static void WriteFloats(IBufferWriter<byte> destination, MatrixSeries series)
    {
        var timestampsMs = series.TimestampsMs.Span;
        var values = series.Values.Span;
        for (var point = 0; point < values.Length; point++)
        {
            destination.Write(point == 0 ? ",\"values\":["u8 : ","u8);
            SampleJson.WritePoint(destination, timestampsMs[point], values[point]);
        }

        destination.Write(values.IsEmpty ? ""u8 : "]"u8);
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
