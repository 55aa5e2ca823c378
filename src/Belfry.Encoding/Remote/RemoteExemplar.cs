using Belfry.Model;

namespace Belfry.Encoding.Remote;

/// <summary>Reads the <c>Exemplar</c> message of remote write 1.0: labels 1, value 2, timestamp 3.</summary>
public static class RemoteExemplar
{
    /// <summary>
    /// Reads a whole message; labels with an empty value are left out. False, with the reason in
    /// <paramref name="error"/>, when it is damaged.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="builder">Used for the labels; what is in it means nothing before and after.</param>
    /// <param name="exemplar">What it says.</param>
    /// <param name="error">Why it cannot be read.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> message, LabelsBuilder builder, out Exemplar exemplar, out string? error)
    {
        builder.Clear();
        double value = 0;
        long timestampMs = 0;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    _ = LabelMessage.TryRead(fields.Bytes(), out var name, out var text, out var labelError);
                    fields.Refuse(labelError);
                    builder.Set(name, text);
                    break;
                case 2:
                    value = fields.Double();
                    break;
                case 3:
                    timestampMs = fields.Int64();
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        error = fields.Error;
        exemplar = new Exemplar(builder.ToLabels(), value, new TimestampMs(timestampMs));
        return error is null;
    }
}
