using Belfry.Encoding.Remote;
using Belfry.Model;

namespace Belfry.Encoding.ClientProtobuf;

/// <summary>The <c>google.protobuf.Timestamp</c> message: seconds 1, nanoseconds 2.</summary>
internal static class ClientTime
{
    /// <summary>Reads a whole message; digits below milliseconds are cut off.</summary>
    internal static TimestampMs Read(ReadOnlySpan<byte> message, out string? error)
    {
        long seconds = 0;
        long nanoseconds = 0;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    seconds = fields.Int64();
                    break;
                case 2:
                    nanoseconds = (int)fields.Int64();
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        error = fields.Error;
        return new TimestampMs(unchecked((seconds * 1000) + (nanoseconds / 1_000_000)));
    }

    /// <summary>Reads the field of a message that is such a time; false when it is not there or is zero.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> message, int field, out TimestampMs time)
    {
        time = default;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            if (fields.Field == field)
            {
                time = Read(fields.Bytes(), out var error);
                fields.Refuse(error);
            }
            else
            {
                fields.Skip();
            }
        }

        return fields.Error is null && time.Value != 0;
    }
}
