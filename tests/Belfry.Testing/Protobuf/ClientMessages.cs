using Belfry.Model.Histograms;

namespace Belfry.Testing.Protobuf;

/// <summary>Messages of <c>io.prometheus.client</c>, as instrumented programs expose them.</summary>
public static class ClientMessages
{
    /// <summary>Families, each behind its length.</summary>
    public static byte[] Exposition(params IEnumerable<ProtobufWriter> families)
    {
        var body = new List<byte>();
        foreach (var family in families)
        {
            // A field of number 0 has no tag of its own: what is left without it is the length and the message.
            body.AddRange(new ProtobufWriter().Bytes(1, family.ToArray()).ToArray()[1..]);
        }

        return [.. body];
    }

    /// <summary>A family; its metrics are added by the caller as field 4.</summary>
    public static ProtobufWriter Family(string name, int type, string help = "", string unit = "")
    {
        var family = new ProtobufWriter().Text(1, name).Text(2, help).Plain(3, (ulong)type);
        return unit.Length == 0 ? family : family.Text(5, unit);
    }

    /// <summary>A metric with these labels; its value is added by the caller.</summary>
    public static ProtobufWriter Metric(params (string Name, string Value)[] labels) => RemoteMessages.Series(labels);

    /// <summary>An exemplar; without a time when that is null.</summary>
    public static ProtobufWriter Exemplar(double value, long? timeMs, params (string Name, string Value)[] labels)
    {
        var exemplar = RemoteMessages.Series(labels).Real(2, value);
        return timeMs is not { } time
            ? exemplar
            : exemplar.Message(
                3,
                new ProtobufWriter().Plain(1, (ulong)(time / 1000)).Plain(2, (ulong)(time % 1000 * 1_000_000)));
    }

    /// <summary>A bucket of a classic histogram.</summary>
    public static ProtobufWriter Bucket(double bound, ulong count) =>
        new ProtobufWriter().Plain(1, count).Real(2, bound);

    /// <summary>The native part of a histogram.</summary>
    public static ProtobufWriter Histogram(IntegerHistogram histogram)
    {
        var message = new ProtobufWriter().Plain(1, histogram.Count).Real(2, histogram.Sum)
            .Zigzag(5, histogram.Schema).Real(6, histogram.ZeroThreshold).Plain(7, histogram.ZeroCount)
            .PackedSigned(10, histogram.NegativeDeltas).PackedSigned(13, histogram.PositiveDeltas);
        Spans(message, 9, histogram.NegativeSpans);
        Spans(message, 12, histogram.PositiveSpans);
        return message;
    }

    private static void Spans(ProtobufWriter message, int field, BucketSpan[] spans)
    {
        foreach (var span in spans)
        {
            message.Message(field, new ProtobufWriter().Zigzag(1, span.Offset).Plain(2, span.Length));
        }
    }
}
