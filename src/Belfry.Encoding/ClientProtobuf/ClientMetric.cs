using Belfry.Encoding.Remote;
using Belfry.Model;

namespace Belfry.Encoding.ClientProtobuf;

/// <summary>A <c>Metric</c> message: where its labels are, its value's message and its time.</summary>
internal readonly ref struct ClientMetric
{
    /// <summary>The whole message, whose field 1 are the labels.</summary>
    internal ReadOnlySpan<byte> Message { get; private init; }

    /// <summary>The message of the value; empty when there is none, which means zeros.</summary>
    internal ReadOnlySpan<byte> Value { get; private init; }

    /// <summary>Its time; zero stands for none.</summary>
    internal TimestampMs Timestamp { get; private init; }

    internal static ClientMetric Read(ReadOnlySpan<byte> message, ClientMetricType type, out string? error)
    {
        var valueField = type switch
        {
            ClientMetricType.Gauge => 2,
            ClientMetricType.Counter => 3,
            ClientMetricType.Summary => 4,
            ClientMetricType.Untyped => 5,
            _ => 7,
        };
        ReadOnlySpan<byte> value = default;
        long timestampMs = 0;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            if (fields.Field == valueField)
            {
                value = fields.Bytes();
            }
            else if (fields.Field == 6)
            {
                timestampMs = fields.Int64();
            }
            else
            {
                fields.Skip();
            }
        }

        error = fields.Error;
        return new ClientMetric { Message = message, Value = value, Timestamp = new TimestampMs(timestampMs) };
    }

    /// <summary>The value of a counter, gauge or untyped metric, and the exemplar of a counter.</summary>
    internal double ReadNumber(bool isCounter, out ReadOnlySpan<byte> exemplar, out bool hasExemplar, out string? error)
    {
        double number = 0;
        exemplar = default;
        hasExemplar = false;
        var fields = new ProtobufReader(Value);
        while (fields.NextField())
        {
            if (fields.Field == 1)
            {
                number = fields.Double();
            }
            else if (fields.Field == 2 && isCounter)
            {
                exemplar = fields.Bytes();
                hasExemplar = true;
            }
            else
            {
                fields.Skip();
            }
        }

        error = fields.Error;
        return number;
    }

    /// <summary>Count, sum and number of quantiles of a summary.</summary>
    internal ClassicFields ReadSummary(out string? error)
    {
        var summary = default(ClassicFields);
        var fields = new ProtobufReader(Value);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    summary.Count = fields.UInt64();
                    break;
                case 2:
                    summary.Sum = fields.Double();
                    break;
                default:
                    summary.BucketCount += fields.Field == 3 ? 1 : 0;
                    fields.Skip();
                    break;
            }
        }

        error = fields.Error;
        return summary;
    }
}
