using Belfry.Model;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// What follows a series in the common case: one space, the value, perhaps one space and a time, a line feed. Anything
/// else is left to the lexers, whose answer on the common case is the same (the tests compare them).
/// </summary>
internal readonly ref struct SampleTail
{
    internal double Value { get; private init; }

    internal bool HasTimestamp { get; private init; }

    internal TimestampMs Timestamp { get; private init; }

    /// <summary>The bytes up to and with the line feed.</summary>
    internal int LengthBytes { get; private init; }

    /// <summary>Reads from the byte after the first space; false when the case is not a common one.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> text, bool isTimeInSeconds, out SampleTail tail)
    {
        tail = default;
        if (!FloatReader.TryReadDecimal(text, out var value, out var at) || at >= text.Length
            || text[at] is not ((byte)'\n' or (byte)' '))
        {
            at = text.IndexOfAny("\n {\t\0"u8);
            if (at <= 0 || text[at] is not ((byte)'\n' or (byte)' ')
                || FloatReader.Read(text[..at], out value) != FloatOutcome.Read)
            {
                return false;
            }
        }

        if (text[at] == (byte)'\n')
        {
            tail = new SampleTail { Value = value, LengthBytes = at + 1 };
            return true;
        }

        var time = text[(at + 1)..];
        if (!(isTimeInSeconds ? TryReadSeconds(time, out var used, out var timeMs)
            : TryReadMs(time, out used, out timeMs)))
        {
            return false;
        }

        tail = new SampleTail
        {
            Value = value,
            HasTimestamp = true,
            Timestamp = new TimestampMs(timeMs),
            LengthBytes = at + 1 + used + 1,
        };
        return true;
    }

    private static bool TryReadMs(ReadOnlySpan<byte> text, out int used, out long timeMs)
    {
        timeMs = 0;
        used = 0;
        while (used < text.Length && (uint)(text[used] - '0') <= 9)
        {
            timeMs = unchecked((timeMs * 10) + (text[used] - '0'));
            used++;
        }

        return used is > 0 and < 19 && used < text.Length && text[used] == (byte)'\n';
    }

    private static bool TryReadSeconds(ReadOnlySpan<byte> text, out int used, out long timeMs)
    {
        var isRead = FloatReader.TryReadDecimal(text, out var seconds, out used)
            && used < text.Length && text[used] == (byte)'\n';
        timeMs = (long)(seconds * 1000);
        return isRead;
    }
}
