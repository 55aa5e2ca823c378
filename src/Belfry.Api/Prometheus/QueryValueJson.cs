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
        if (Rows(value, limit, statistics) is { } rows)
        {
            rows.Write(destination);
            return;
        }

        switch (value)
        {
            case ScalarValue scalar:
                destination.Write("{\"resultType\":\"scalar\",\"result\":"u8);
                SampleJson.WritePoint(destination, scalar.Timestamp.Value, scalar.Number);
                break;
            case StringValue text:
                WriteText(destination, text);
                break;
        }

        QueryRows.WriteEnd(destination, statistics);
    }

    /// <summary>The rows of a vector or a matrix; null for what has none.</summary>
    internal static JsonRows? Rows(QueryValue value, int limit, QueryStatistics? statistics) => value switch
    {
        VectorValue vector => new VectorRows(vector, limit, statistics),
        MatrixValue matrix => new MatrixRows(matrix, limit, statistics),
        _ => null,
    };

    private static void WriteText(IBufferWriter<byte> destination, StringValue text)
    {
        destination.Write("{\"resultType\":\"string\",\"result\":"u8);
        using var writer = new Utf8JsonWriter(destination, ApiAnswer.WriterOptions);
        writer.WriteStartArray();
        writer.WriteNumberValue(text.Timestamp.Value / 1000m);
        writer.WriteStringValue(text.Text);
        writer.WriteEndArray();
    }
}
