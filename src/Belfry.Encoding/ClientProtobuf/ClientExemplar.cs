using Belfry.Encoding.Exposition;
using Belfry.Encoding.Remote;
using Belfry.Model;

namespace Belfry.Encoding.ClientProtobuf;

/// <summary>The <c>Exemplar</c> message of <c>io.prometheus.client</c>: label 1, value 2, timestamp 3.</summary>
internal static class ClientExemplar
{
    /// <summary>Reads a whole message; the labels replace what is in <paramref name="labels"/>.</summary>
    internal static string? Read(ReadOnlySpan<byte> message, LabelsBuilder labels, out ExposedExemplar exemplar)
    {
        labels.Clear();
        double value = 0;
        TimestampMs? timestamp = null;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    _ = LabelMessage.TryRead(fields.Bytes(), out var name, out var text, out var labelError);
                    fields.Refuse(labelError);
                    labels.Set(name, text);
                    break;
                case 2:
                    value = fields.Double();
                    break;
                case 3:
                    timestamp = ClientTime.Read(fields.Bytes(), out var timeError);
                    fields.Refuse(timeError);
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        exemplar = new ExposedExemplar(value, timestamp is not null, timestamp ?? default);
        return fields.Error;
    }
}
