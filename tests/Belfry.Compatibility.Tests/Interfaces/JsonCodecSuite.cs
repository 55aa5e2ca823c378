using System.Buffers;
using System.Text.Json;
using Belfry.Api.Prometheus;
using Belfry.Compatibility.Tests.Histograms;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;
using Belfry.Query.Engine;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>Answers of queries as JSON, to the byte.</summary>
internal sealed class JsonCodecSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/json_codec.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var destination = new ArrayBufferWriter<byte>();
        var response = row.GetProperty("response");
        if (response.FindText("ResultType") is { } type)
        {
            QueryValueJson.Write(destination, Value(type, response.GetProperty("Result")), int.MaxValue, null);
        }
        else if (response.TryGetProperty("H", out var histogram))
        {
            HistogramJson.WritePoint(destination, response.GetProperty("T").GetInt64(), histogram.FloatHistogram());
        }
        else
        {
            SampleJson.WritePoint(
                destination, response.GetProperty("T").GetInt64(), response.GetProperty("F").Number());
        }

        return CaseTable.Difference(
            row.GetProperty("expected").GetString(),
            "{\"status\":\"success\",\"data\":"
                + System.Text.Encoding.UTF8.GetString(destination.WrittenSpan) + "}");
    });

    private static QueryValue Value(string type, JsonElement result) => type switch
    {
        "vector" => new VectorValue([.. result.EnumerateArray().Select(Sample)]),
        "matrix" => new MatrixValue([.. result.EnumerateArray().Select(Series)]),
        "scalar" => new ScalarValue(
            new TimestampMs(result.GetProperty("T").GetInt64()), result.GetProperty("V").Number()),
        _ => throw new FormatException($"unknown type: {type}"),
    };

    private static VectorSample Sample(JsonElement cell) => new(
        cell.GetProperty("Metric").Labels(),
        new TimestampMs(cell.GetProperty("T").GetInt64()),
        cell.TryGetProperty("F", out var number) ? number.Number() : 0)
    {
        Histogram = cell.TryGetProperty("H", out var histogram) ? histogram.FloatHistogram() : null,
    };

    private static MatrixSeries Series(JsonElement cell)
    {
        var points = Points(cell, "Floats");
        var histograms = Points(cell, "Histograms");
        return new MatrixSeries(
            cell.GetProperty("Metric").Labels(),
            points.Select(point => point.GetProperty("T").GetInt64()).ToArray(),
            points.Select(point => point.GetProperty("F").Number()).ToArray())
        {
            HistogramTimestampsMs = histograms.Select(point => point.GetProperty("T").GetInt64()).ToArray(),
            Histograms = histograms.Select(point => point.GetProperty("H").FloatHistogram()).ToArray(),
        };
    }

    private static List<JsonElement> Points(JsonElement cell, string name) =>
        cell.TryGetProperty(name, out var points) ? [.. points.EnumerateArray()] : [];
}
