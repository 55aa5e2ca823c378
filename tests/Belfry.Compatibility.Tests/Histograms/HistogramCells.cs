using System.Globalization;
using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>
/// Reads histograms, spans and buckets from cells, whose names are the originals' fields, and shows all of a histogram
/// as a text: two are the same when their texts are.
/// </summary>
internal static class HistogramCells
{
    internal static FloatHistogram FloatHistogram(this JsonElement cell) => new()
    {
        CounterResetHint = cell.Hint(),
        Schema = (int)cell.NumberOrZero("Schema"),
        ZeroThreshold = cell.NumberOrZero("ZeroThreshold"),
        ZeroCount = cell.NumberOrZero("ZeroCount"),
        Count = cell.NumberOrZero("Count"),
        Sum = cell.NumberOrZero("Sum"),
        PositiveSpans = cell.Spans("PositiveSpans"),
        NegativeSpans = cell.Spans("NegativeSpans"),
        PositiveBuckets = cell.Numbers("PositiveBuckets"),
        NegativeBuckets = cell.Numbers("NegativeBuckets"),
        CustomValues = cell.Numbers("CustomValues"),
    };

    internal static IntegerHistogram IntegerHistogram(this JsonElement cell) => new()
    {
        CounterResetHint = cell.Hint(),
        Schema = (int)cell.NumberOrZero("Schema"),
        ZeroThreshold = cell.NumberOrZero("ZeroThreshold"),
        ZeroCount = cell.Find("ZeroCount")?.GetUInt64() ?? 0,
        Count = cell.Find("Count")?.GetUInt64() ?? 0,
        Sum = cell.NumberOrZero("Sum"),
        PositiveSpans = cell.Spans("PositiveSpans"),
        NegativeSpans = cell.Spans("NegativeSpans"),
        PositiveDeltas = cell.Integers("PositiveBuckets"),
        NegativeDeltas = cell.Integers("NegativeBuckets"),
        CustomValues = cell.Numbers("CustomValues"),
    };

    internal static BucketSpan[] Spans(this JsonElement cell, string name) =>
        [.. Items(cell, name).Select(span => span.ValueKind == JsonValueKind.Array
            ? new BucketSpan(span[0].GetInt32(), span[1].GetUInt32())
            : new BucketSpan((int)span.NumberOrZero("Offset"), (uint)span.NumberOrZero("Length")))];

    internal static double[] Numbers(this JsonElement cell, string name) =>
        [.. Items(cell, name).Select(item => item.Number())];

    internal static long[] Integers(this JsonElement cell, string name) =>
        [.. Items(cell, name).Select(item => item.GetInt64())];

    internal static double NumberOrZero(this JsonElement cell, string name) => cell.Find(name)?.Number() ?? 0;

    internal static HistogramBucket<double> Bucket(this JsonElement cell) => new(
        cell.NumberOrZero("Lower"),
        cell.NumberOrZero("Upper"),
        cell.Is("LowerInclusive"),
        cell.Is("UpperInclusive"),
        cell.NumberOrZero("Count"),
        (int)cell.NumberOrZero("Index"));

    /// <summary>Buckets with their indexes, one a line; those of a cell that is absent are none.</summary>
    internal static string Shown(this JsonElement row, string name) =>
        string.Join('\n', Items(row, name).Select(bucket => Show(bucket.Bucket())));

    internal static string Show<T>(HistogramBucket<T> bucket)
        where T : struct => string.Create(CultureInfo.InvariantCulture, $"{bucket} at {bucket.Index}");

    internal static string Show(FloatHistogram histogram) => Frame(histogram)
        + $" count {Show([histogram.Count])} zero {Show([histogram.ZeroCount])}"
        + $" positive {Show(histogram.PositiveBuckets)} negative {Show(histogram.NegativeBuckets)}";

    internal static string Show(IntegerHistogram histogram) => Frame(histogram)
        + string.Create(CultureInfo.InvariantCulture, $" count {histogram.Count} zero {histogram.ZeroCount}")
        + $" positive [{string.Join(' ', histogram.PositiveDeltas)}]"
        + $" negative [{string.Join(' ', histogram.NegativeDeltas)}]";

    private static string Frame(NativeHistogram histogram) =>
        $"schema {histogram.Schema} {histogram.CounterResetHint} threshold {Show([histogram.ZeroThreshold])}"
        + $" sum {Show([histogram.Sum])} bounds {Show(histogram.CustomValues)}"
        + $" spans {string.Join(' ', histogram.PositiveSpans)} and {string.Join(' ', histogram.NegativeSpans)}";

    // Go's tests compare with `==`, for which a negative zero is zero.
    private static string Show(double[] values) =>
        $"[{string.Join(' ', values.Select(value => FloatText.General(value == 0 ? 0 : value)))}]";

    private static JsonElement.ArrayEnumerator Items(JsonElement cell, string name) =>
        cell.Find(name) is { } list ? list.EnumerateArray() : default;

    private static CounterResetHint Hint(this JsonElement cell) => cell.FindText("CounterResetHint") switch
    {
        null or "unknown" => CounterResetHint.Unknown,
        "reset" => CounterResetHint.CounterReset,
        "not_reset" => CounterResetHint.NotCounterReset,
        "gauge" => CounterResetHint.Gauge,
        var other => throw new FormatException($"no hint: {other}"),
    };
}
