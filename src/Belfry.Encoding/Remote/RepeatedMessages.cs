namespace Belfry.Encoding.Remote;

/// <summary>Walks the messages of one repeated field inside a message, passing over all other fields.</summary>
public ref struct RepeatedMessages
{
    private readonly int field;
    private ProtobufReader fields;

    internal RepeatedMessages(ReadOnlySpan<byte> message, int field)
    {
        this.field = field;
        fields = new ProtobufReader(message);
    }

    /// <summary>What is wrong with the message around them; null when nothing is.</summary>
    public readonly string? Error => fields.Error;

    /// <summary>Goes to the next; false after the last, and when the message is damaged.</summary>
    public bool Next(out ReadOnlySpan<byte> message)
    {
        while (fields.NextField())
        {
            if (fields.Field == field)
            {
                message = fields.Bytes();
                return fields.Error is null;
            }

            fields.Skip();
        }

        message = default;
        return false;
    }
}
