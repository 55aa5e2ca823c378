using System.Buffers;
using System.Globalization;

namespace Belfry.Configuration.Binding;

/// <summary>Durations as Go's <c>time.ParseDuration</c> reads them: <c>300ms</c>, <c>1.5h</c>, <c>2h45m</c>.</summary>
internal static class GoDurationText
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, decimal Ticks)[] Units =
    [
        ("ns", 0.01m), ("us", 10), ("µs", 10), ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    internal static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var rest = text.AsSpan();
        if (rest is "0")
        {
            return true;
        }

        decimal ticks = 0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0)
            {
                return false;
            }

            var end = rest[digits..].IndexOfAny(Digits);
            end = end < 0 ? rest.Length : digits + end;
            if (!TryUnit(rest[digits..end], out var unit)
                || !decimal.TryParse(
                    rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || number > long.MaxValue / 1000)
            {
                return false;
            }

            ticks += number * unit;
            rest = rest[end..];
            if (ticks > long.MaxValue / 100)
            {
                return false;
            }
        }

        duration = TimeSpan.FromTicks((long)ticks);
        return text.Length > 0;
    }

    private static bool TryUnit(ReadOnlySpan<char> name, out decimal ticks)
    {
        foreach (var (unit, unitTicks) in Units)
        {
            if (name.SequenceEqual(unit))
            {
                ticks = unitTicks;
                return true;
            }
        }

        ticks = 0;
        return false;
    }
}
