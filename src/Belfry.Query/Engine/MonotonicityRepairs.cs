using System.Globalization;
using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>How buckets of classic histograms had to be made monotonic.</summary>
/// <param name="Count">How many histograms, each at each step.</param>
/// <param name="FirstMs">The first step.</param>
/// <param name="LastMs">The last step.</param>
/// <param name="BoundMin">The lowest bound of a bucket that was raised.</param>
/// <param name="BoundMax">The highest.</param>
/// <param name="DifferenceMax">By how much a bucket was raised at most.</param>
internal sealed record MonotonicityRepairs(
    long Count, long FirstMs, long LastMs, double BoundMin, double BoundMax, double DifferenceMax)
{
    /// <summary>Both together.</summary>
    internal MonotonicityRepairs With(MonotonicityRepairs? other) => other is null ? this : new MonotonicityRepairs(
        Count + other.Count,
        Math.Min(FirstMs, other.FirstMs),
        Math.Max(LastMs, other.LastMs),
        Math.Min(BoundMin, other.BoundMin),
        Math.Max(BoundMax, other.BoundMax),
        Math.Max(DifferenceMax, other.DifferenceMax));

    /// <summary>The tail of the remark, in Prometheus's words.</summary>
    internal string Describe()
    {
        var difference = DifferenceMax.ToString("G2", CultureInfo.InvariantCulture).Replace('E', 'e');
        return string.Create(
            CultureInfo.InvariantCulture,
            $", from buckets {FloatText.General(BoundMin)} to {FloatText.General(BoundMax)}, with a max diff of "
            + $"{difference}, over {Count} samples from {Time(FirstMs)} to {Time(LastMs)}");
    }

    // Whole seconds, the rest cut off.
    private static string Time(long timeMs) => Math.Abs(timeMs) < 250_000_000_000_000
        ? DateTime.UnixEpoch.AddSeconds(Math.Clamp(timeMs / 1000, -62_135_596_800, 253_402_300_799))
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{timeMs / 1000}");
}
