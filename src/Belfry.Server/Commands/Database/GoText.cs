using System.Globalization;
using Belfry.Configuration;
using Belfry.Model;

namespace Belfry.Server.Commands.Database;

/// <summary>Values as promtool prints them, by the rules of Go.</summary>
internal static class GoText
{
    /// <summary><c>2h0m0s</c>, <c>1m30.5s</c>, <c>20ms</c>, <c>0s</c>.</summary>
    internal static string Duration(long durationMs)
    {
        var magnitude = durationMs < 0 ? (ulong)-durationMs : (ulong)durationMs;
        var sign = durationMs < 0 ? "-" : "";
        if (magnitude is > 0 and < 1000)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{magnitude}ms");
        }

        var seconds = (magnitude % 60_000 / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
        var minutes = magnitude / 60_000 % 60;
        var hours = magnitude / 3_600_000;
        return sign + (hours, minutes) switch
        {
            (0, 0) => $"{seconds}s",
            (0, _) => string.Create(CultureInfo.InvariantCulture, $"{minutes}m{seconds}s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{hours}h{minutes}m{seconds}s"),
        };
    }

    /// <summary>Milliseconds, or <c>2023-11-14 22:13:20 +0000 UTC</c>.</summary>
    internal static string Time(TimestampMs time, bool isHumanReadable)
    {
        // Years that .NET's calendar does not have are shown as they are.
        const long yearsMaxMs = 250_000_000_000_000;
        return isHumanReadable && Math.Abs((decimal)time.Value) < yearsMaxMs && time.Value > -62_000_000_000_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(time.Value)
                .ToString("yyyy-MM-dd HH:mm:ss '+0000 UTC'", CultureInfo.InvariantCulture)
            : time.Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Bytes, or <c>1KiB512B</c>.</summary>
    internal static string Size(long sizeBytes, bool isHumanReadable) =>
        isHumanReadable ? new ByteSize(sizeBytes).ToString() : sizeBytes.ToString(CultureInfo.InvariantCulture);
}
