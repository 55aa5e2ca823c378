using System.Globalization;
using Belfry.Model;

namespace Belfry.Api.Alertmanager;

/// <summary>
/// Times as Go writes them: RFC 3339 with any number of digits in the fraction, which is cut to milliseconds.
/// </summary>
internal static class Rfc3339
{
    private const string WholeSeconds = "yyyy-MM-dd'T'HH:mm:ss";

    /// <summary>The time; null for Go's zero time, which stands for none.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out TimestampMs? time)
    {
        time = null;
        if (text.Length < 20 || !DateTime.TryParseExact(
            text[..19], WholeSeconds, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var seconds))
        {
            return false;
        }

        var rest = text[19..];
        var milliseconds = 0;
        if (rest[0] is '.' or ',')
        {
            var digits = 1;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
            {
                milliseconds += digits <= 3 ? (rest[digits] - '0') * (digits == 1 ? 100 : digits == 2 ? 10 : 1) : 0;
                digits++;
            }

            if (digits == 1)
            {
                return false;
            }

            rest = rest[digits..];
        }

        if (!TryOffset(rest, out var offset))
        {
            return false;
        }

        time = seconds == DateTime.MinValue && milliseconds == 0
            ? null
            : new TimestampMs((
                seconds.Ticks - DateTime.UnixEpoch.Ticks - offset.Ticks) / TimeSpan.TicksPerMillisecond + milliseconds);
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') ||
            !TimeSpan.TryParseExact(text[1..], "hh':'mm", CultureInfo.InvariantCulture, out offset))
        {
            return false;
        }

        offset = text[0] == '-' ? -offset : offset;
        return true;
    }
}
