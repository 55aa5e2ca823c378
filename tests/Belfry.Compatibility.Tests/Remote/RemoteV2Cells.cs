using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;
using Belfry.Testing.Protobuf;

namespace Belfry.Compatibility.Tests.Remote;

/// <summary>Writes a series of remote write 2.0 from the table's notation of the original's structs.</summary>
internal static class RemoteV2Cells
{
    private static readonly IntegerHistogram Exponential = new()
    {
        Schema = 2,
        ZeroThreshold = 1e-128,
        Count = 13,
        ZeroCount = 2,
        Sum = 20,
        PositiveSpans = [new BucketSpan(0, 4)],
        PositiveDeltas = [1, 2, -2, 1],
        NegativeSpans = [new BucketSpan(0, 2)],
        NegativeDeltas = [2, 0],
    };

    private static readonly IntegerHistogram Custom = new()
    {
        Schema = NativeHistogram.CustomBucketsSchema,
        Count = 3,
        Sum = 2,
        PositiveSpans = [new BucketSpan(0, 2)],
        PositiveDeltas = [1, 1],
        CustomValues = [1, 2],
    };

    /// <summary>
    /// The series; the description of a row may ask for one more sample that is out of order or a duplicate.
    /// </summary>
    internal static ProtobufWriter Series(JsonElement series, string description)
    {
        var message = new ProtobufWriter().Packed(
            1, series.GetProperty("LabelsRefs").EnumerateArray().Select(reference => reference.GetUInt32()));
        foreach (var sample in Items(series, "Samples"))
        {
            message.Message(2, RemoteMessages.Sample(sample.GetProperty("Value").GetDouble(), Time(sample)));
        }

        if (description.EndsWith("one OOO sample", StringComparison.Ordinal))
        {
            message.Message(2, RemoteMessages.Sample(2, 0));
        }
        else if (description.EndsWith("one dup sample", StringComparison.Ordinal))
        {
            message.Message(2, RemoteMessages.Sample(2, 10));
        }

        foreach (var histogram in Items(series, "Histograms"))
        {
            message.Message(3, Histogram(histogram));
        }

        if (description.EndsWith("one OOO histogram sample", StringComparison.Ordinal))
        {
            message.Message(3, RemoteMessages.Histogram(Exponential, 1));
        }

        foreach (var exemplar in Items(series, "Exemplars"))
        {
            message.Message(4, new ProtobufWriter()
                .Packed(1, exemplar.GetProperty("LabelsRefs").EnumerateArray().Select(one => one.GetUInt32()))
                .Real(2, exemplar.GetProperty("Value").GetDouble()).Plain(3, (ulong)Time(exemplar)));
        }

        return series.Find("Metadata") is { } metadata ? message.Message(5, Metadata(metadata)) : message;
    }

    private static ProtobufWriter Metadata(JsonElement metadata) => new ProtobufWriter()
        .Plain(1, metadata.FindText("Type")!.EndsWith("COUNTER", StringComparison.Ordinal) ? 1UL : 2UL)
        .Plain(3, metadata.Find("HelpRef")?.GetUInt64() ?? 0).Plain(4, metadata.Find("UnitRef")?.GetUInt64() ?? 0);

    private static ProtobufWriter Histogram(JsonElement call)
    {
        var arguments = call.GetProperty("args");
        var source = call.ToString().Contains("CustomBuckets", StringComparison.Ordinal) ? Custom : Exponential;
        var isFloat = call.FindText("$call")!.EndsWith("FromFloatHistogram", StringComparison.Ordinal);
        return RemoteMessages.Histogram(isFloat ? source.ToFloat() : source, arguments[1].GetInt64());
    }

    private static long Time(JsonElement item) => item.GetProperty("Timestamp").GetInt64();

    private static JsonElement.ArrayEnumerator Items(JsonElement series, string name) =>
        series.Find(name) is { } list ? list.EnumerateArray() : default;
}
