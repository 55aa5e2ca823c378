using Belfry.Model.Histograms;

namespace Belfry.Testing.Protobuf;

/// <summary>Messages of remote write, 1.0 and 2.0, as senders make them.</summary>
public static class RemoteMessages
{
    /// <summary>A <c>Histogram</c>, the same in both.</summary>
    public static ProtobufWriter Histogram(NativeHistogram histogram, long timeMs)
    {
        var message = new ProtobufWriter();
        if (histogram is FloatHistogram floats)
        {
            message.Real(2, floats.Count).Real(7, floats.ZeroCount)
                .PackedDoubles(10, floats.NegativeBuckets).PackedDoubles(13, floats.PositiveBuckets);
        }
        else
        {
            var integers = (IntegerHistogram)histogram;
            message.Plain(1, integers.Count).Plain(6, integers.ZeroCount)
                .PackedSigned(9, integers.NegativeDeltas).PackedSigned(12, integers.PositiveDeltas);
        }

        message.Real(3, histogram.Sum).Zigzag(4, histogram.Schema).Real(5, histogram.ZeroThreshold);
        Spans(message, 8, histogram.NegativeSpans);
        Spans(message, 11, histogram.PositiveSpans);
        return message.Plain(14, (ulong)histogram.CounterResetHint).Plain(15, (ulong)timeMs)
            .PackedDoubles(16, histogram.CustomValues);
    }

    /// <summary>A sample, the same in both.</summary>
    public static ProtobufWriter Sample(double value, long timeMs) =>
        new ProtobufWriter().Real(1, value).Plain(2, (ulong)timeMs);

    /// <summary>A series of 1.0 with these labels in their order; its samples are added by the caller.</summary>
    public static ProtobufWriter Series(params (string Name, string Value)[] labels)
    {
        var series = new ProtobufWriter();
        foreach (var (name, value) in labels)
        {
            series.Message(1, new ProtobufWriter().Text(1, name).Text(2, value));
        }

        return series;
    }

    /// <summary>An exemplar of 1.0.</summary>
    public static ProtobufWriter Exemplar(double value, long timeMs, params (string Name, string Value)[] labels) =>
        Series(labels).Real(2, value).Plain(3, (ulong)timeMs);

    /// <summary>A histogram with two buckets of two observations each.</summary>
    public static IntegerHistogram SmallHistogram { get; } = new()
    {
        Count = 5,
        Sum = 18.4,
        Schema = 1,
        ZeroThreshold = 0.001,
        ZeroCount = 1,
        PositiveSpans = [new BucketSpan(0, 2)],
        PositiveDeltas = [2, 0],
    };

    private static void Spans(ProtobufWriter message, int field, BucketSpan[] spans)
    {
        foreach (var span in spans)
        {
            message.Message(field, new ProtobufWriter().Zigzag(1, span.Offset).Plain(2, span.Length));
        }
    }
}
