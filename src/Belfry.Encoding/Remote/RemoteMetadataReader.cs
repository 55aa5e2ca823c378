using Belfry.Model.Metrics;

namespace Belfry.Encoding.Remote;

/// <summary>
/// Reads the metadata of a remote write 1.0 request, entry by entry: <c>MetricMetadata</c> in field 3. Spans live as
/// long as the request. Allocates nothing.
/// </summary>
public ref struct RemoteMetadataReader
{
    private RepeatedMessages messages;

    /// <summary>A reader before the first entry of a decompressed request.</summary>
    public RemoteMetadataReader(ReadOnlySpan<byte> request) => messages = new RepeatedMessages(request, 3);

    /// <summary>The name of the family that the entry is about.</summary>
    public ReadOnlySpan<byte> FamilyName { get; private set; }

    /// <summary>Its type; unknown when the format has none of this number.</summary>
    public MetricType Type { get; private set; }

    /// <summary>Its help text; may be empty.</summary>
    public ReadOnlySpan<byte> Help { get; private set; }

    /// <summary>Its unit; may be empty.</summary>
    public ReadOnlySpan<byte> Unit { get; private set; }

    /// <summary>Why the request cannot be read on; null while it can.</summary>
    public string? Error { get; private set; }

    /// <summary>The type of this number, the same in 1.0 and 2.0.</summary>
    public static MetricType TypeOf(ulong number) => number switch
    {
        1 => MetricType.Counter,
        2 => MetricType.Gauge,
        3 => MetricType.Histogram,
        4 => MetricType.GaugeHistogram,
        5 => MetricType.Summary,
        6 => MetricType.Info,
        7 => MetricType.StateSet,
        _ => MetricType.Unknown,
    };

    /// <summary>Goes to the next entry; false after the last, and when the request is damaged.</summary>
    public bool Read()
    {
        if (Error is not null || !messages.Next(out var message))
        {
            Error ??= messages.Error;
            return false;
        }

        FamilyName = default;
        Type = MetricType.Unknown;
        Help = default;
        Unit = default;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    Type = TypeOf(fields.UInt64());
                    break;
                case 2:
                    FamilyName = fields.Bytes();
                    break;
                case 4:
                    Help = fields.Bytes();
                    break;
                case 5:
                    Unit = fields.Bytes();
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        Error = fields.Error;
        return Error is null;
    }
}
