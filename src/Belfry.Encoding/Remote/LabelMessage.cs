namespace Belfry.Encoding.Remote;

/// <summary>Reads a label: a message of name 1 and value 2, the same in every format of the family.</summary>
internal static class LabelMessage
{
    /// <summary>Reads a whole message; false, with the reason, when it is damaged.</summary>
    internal static bool TryRead(
        ReadOnlySpan<byte> message, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value, out string? error)
    {
        name = default;
        value = default;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    name = fields.Bytes();
                    break;
                case 2:
                    value = fields.Bytes();
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        error = fields.Error;
        return error is null;
    }
}
