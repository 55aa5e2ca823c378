using Belfry.Encoding.Remote;

namespace Belfry.Encoding.ClientProtobuf;

/// <summary>A <c>Bucket</c> or a <c>Quantile</c> of <c>io.prometheus.client</c>.</summary>
internal readonly ref struct ClientBucket
{
    /// <summary>The upper bound, or the quantile.</summary>
    internal double Bound { get; private init; }

    /// <summary>The observations up to the bound, or the value of the quantile.</summary>
    internal double Value { get; private init; }

    /// <summary>The <c>Exemplar</c> message.</summary>
    internal ReadOnlySpan<byte> Exemplar { get; private init; }

    internal bool HasExemplar { get; private init; }

    internal static ClientBucket Read(ReadOnlySpan<byte> message, out string? error)
    {
        ulong count = 0;
        double countFloat = 0;
        double bound = 0;
        ReadOnlySpan<byte> exemplar = default;
        var hasExemplar = false;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    count = fields.UInt64();
                    break;
                case 2:
                    bound = fields.Double();
                    break;
                case 3:
                    exemplar = fields.Bytes();
                    hasExemplar = true;
                    break;
                case 4:
                    countFloat = fields.Double();
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        error = fields.Error;
        return new ClientBucket
        {
            Bound = bound,
            Value = countFloat == 0 ? count : countFloat,
            Exemplar = exemplar,
            HasExemplar = hasExemplar,
        };
    }

    /// <summary>The same for a quantile: quantile 1, value 2.</summary>
    internal static ClientBucket ReadQuantile(ReadOnlySpan<byte> message, out string? error)
    {
        double quantile = 0;
        double value = 0;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    quantile = fields.Double();
                    break;
                case 2:
                    value = fields.Double();
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        error = fields.Error;
        return new ClientBucket { Bound = quantile, Value = value };
    }
}
