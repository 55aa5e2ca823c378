using System.Globalization;
using Belfry.Model;

namespace Belfry.Api.Prometheus;

/// <summary>Times and durations as the API's parameters write them.</summary>
internal static class ApiTime
{
    // The sentinels that Prometheus's own clients send for "from the beginning" and "without end".
    private const string MinTimeText = "-292273086-05-16T16:47:06Z";
    private const string MaxTimeText = "292277025-08-18T07:12:54.999999999Z";
    private const double TimeSecondsMax = 9_223_372_036_854_775;

    /// <summary>Unix seconds with a fraction, RFC 3339, or one of the sentinels.</summary>
    internal static bool TryParse(string text, out TimestampMs time)
    {
        time = default;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            if (double.IsNaN(seconds) || Math.Abs(seconds) > TimeSecondsMax)
            {
                return false;
            }

            time = new TimestampMs((long)Math.Round(seconds * 1000, MidpointRounding.AwayFromZero));
            return true;
        }

        if (text is MinTimeText or MaxTimeText)
        {
            time = text == MinTimeText ? TimestampMs.MinValue : TimestampMs.MaxValue;
            return true;
        }

        if (text.Length < 20 || !DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return false;
        }

        time = TimestampMs.From(moment);
        return true;
    }

    /// <summary>Seconds with a fraction, or Prometheus's form (<c>5m</c>).</summary>
    internal static bool TryParseDuration(string text, out TimeSpan duration, out string error)
    {
        error = "";
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            // Go holds durations as nanoseconds in 64 bits.
            if (double.IsNaN(seconds) || Math.Abs(seconds) > long.MaxValue / 1e9)
            {
                duration = default;
                error = $"cannot parse {QuotedText.Quote(text)} to a valid duration. It overflows int64";
                return false;
            }

            duration = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000, MidpointRounding.AwayFromZero));
            return true;
        }

        if (PrometheusDuration.TryParse(text, out duration, out _))
        {
            return true;
        }

        error = $"cannot parse {QuotedText.Quote(text)} to a valid duration";
        return false;
    }
}
