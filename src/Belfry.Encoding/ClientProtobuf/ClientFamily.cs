using System.Text.Unicode;
using Belfry.Encoding.Exposition;
using Belfry.Encoding.Remote;
using Belfry.Model.Metrics;

namespace Belfry.Encoding.ClientProtobuf;

/// <summary>The head of a <c>MetricFamily</c> message, and where its metrics are.</summary>
internal readonly ref struct ClientFamily
{
    internal ReadOnlySpan<byte> Name { get; private init; }

    internal ReadOnlySpan<byte> Help { get; private init; }

    internal ReadOnlySpan<byte> Unit { get; private init; }

    internal ClientMetricType Type { get; private init; }

    internal bool HasMetrics { get; private init; }

    internal RepeatedMessages Metrics { get; private init; }

    internal MetricType DeclaredType => Type switch
    {
        ClientMetricType.Counter => MetricType.Counter,
        ClientMetricType.Gauge => MetricType.Gauge,
        ClientMetricType.Summary => MetricType.Summary,
        ClientMetricType.Histogram => MetricType.Histogram,
        ClientMetricType.GaugeHistogram => MetricType.GaugeHistogram,
        _ => MetricType.Unknown,
    };

    internal bool IsHistogram => Type is ClientMetricType.Histogram or ClientMetricType.GaugeHistogram;

    internal static ClientFamily Read(ReadOnlySpan<byte> message, out string? error)
    {
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> help = default;
        ReadOnlySpan<byte> unit = default;
        ulong type = 0;
        var hasMetrics = false;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    name = fields.Bytes();
                    break;
                case 2:
                    help = fields.Bytes();
                    break;
                case 3:
                    type = fields.UInt64();
                    break;
                case 5:
                    unit = fields.Bytes();
                    break;
                default:
                    hasMetrics |= fields.Field == 4;
                    fields.Skip();
                    break;
            }
        }

        error = fields.Error;
        return new ClientFamily
        {
            Name = name,
            Help = help,
            Unit = unit,
            Type = (ClientMetricType)Math.Min(type, int.MaxValue),
            HasMetrics = hasMetrics,
            Metrics = new RepeatedMessages(message, 4),
        };
    }

    /// <summary>What is wrong with it, in the original's words; null when nothing is.</summary>
    internal string? FindDefect()
    {
        if (Name.IsEmpty || !Utf8.IsValid(Name))
        {
            return $"invalid metric name: {System.Text.Encoding.UTF8.GetString(Name)}";
        }

        if (!Utf8.IsValid(Help))
        {
            return $"invalid help for metric {QuotedBytes.Quote(Name)}: {System.Text.Encoding.UTF8.GetString(Help)}";
        }

        return Type is < 0 or > ClientMetricType.GaugeHistogram
            ? $"unknown metric type for metric {QuotedBytes.Quote(Name)}: {(int)Type}"
            : FindUnitDefect();
    }

    private string? FindUnitDefect()
    {
        var isTotal = Type == ClientMetricType.Counter && Name.EndsWith("_total"u8);
        var named = isTotal ? Name[..^"_total"u8.Length] : Name;
        var isSuffix = Unit.IsEmpty
            || (named.Length > Unit.Length && named.EndsWith(Unit) && named[^(Unit.Length + 1)] == (byte)'_');
        return isSuffix ? null
            : $"unit {QuotedBytes.Quote(Unit)} not a suffix of {(isTotal ? "counter" : "metric")} "
                + QuotedBytes.Quote(Name);
    }
}
