namespace Belfry.Encoding.Exposition;

/// <summary>Why a text could not be read.</summary>
/// <param name="Message">In the words of the original's parser.</param>
/// <param name="Line">The line where it happened, from 1.</param>
/// <param name="Column">The byte within the line where the offending token starts, from 1.</param>
public sealed record ExpositionError(string Message, int Line, int Column)
{
    internal static ExpositionError At(string message, ReadOnlySpan<byte> text, int offset)
    {
        var before = text[..Math.Min(offset, text.Length)];
        var line = before.Count((byte)'\n') + 1;
        return new ExpositionError(message, line, before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1);
    }
}
