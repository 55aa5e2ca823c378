namespace Belfry.Alerting.Routing.Dispatching;

/// <summary>
/// Time between attempts: half a second, then 1.5 times longer each time up to a minute, each by chance up to half
/// shorter or longer, so that many senders do not come back at once.
/// </summary>
internal static class Backoff
{
    private const double InitialMs = 500;
    private const double Factor = 1.5;
    private const double MaxMs = 60_000;

    /// <summary>
    /// Milliseconds from the start of attempt <paramref name="attemptCount"/> (1 for the first) to the next.
    /// </summary>
    /// <param name="attemptCount">Attempts made so far.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    internal static long NextMs(int attemptCount, double chance)
    {
        var middle = Math.Min(InitialMs * Math.Pow(Factor, Math.Min(attemptCount - 1, 20)), MaxMs);
        return (long)(middle * (0.5 + chance));
    }
}
