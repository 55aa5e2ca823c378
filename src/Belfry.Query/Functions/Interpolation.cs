namespace Belfry.Query.Functions;

/// <summary>Values between samples, on the straight line from one to the next.</summary>
internal static class Interpolation
{
    /// <summary>
    /// The value at a time between samples <paramref name="before"/> and the next. A counter that was reset between
    /// them is taken to have begun at zero right after the first.
    /// </summary>
    internal static double Of(
        ReadOnlySpan<long> times, ReadOnlySpan<double> values, int before, long timeMs, bool isCounter)
    {
        var (from, to) = (values[before], values[before + 1]);
        from = isCounter && to < from ? 0 : from;
        return from + ((to - from) * (timeMs - times[before]) / (times[before + 1] - times[before]));
    }
}
