using Belfry.Model;

namespace Belfry.Platform.Time;

/// <summary>The clock in the units of this house.</summary>
public static class TimeProviderExtensions
{
    /// <summary>Now, in whole milliseconds.</summary>
    public static TimestampMs NowMs(this TimeProvider clock) => TimestampMs.From(clock.GetUtcNow());
}
