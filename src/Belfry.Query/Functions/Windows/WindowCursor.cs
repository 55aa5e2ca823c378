namespace Belfry.Query.Functions.Windows;

/// <summary>A place among windows that only moves forward.</summary>
/// <param name="endsMs">When the windows end, rising, in milliseconds.</param>
internal ref struct WindowCursor(ReadOnlySpan<long> endsMs)
{
    private readonly ReadOnlySpan<long> endsMs = endsMs;
    private int stride;

    /// <summary>How many windows lie before this place.</summary>
    internal int Index { get; private set; }

    /// <summary>Moves behind all windows that end through a time.</summary>
    internal void MoveBehind(long throughMs)
    {
        // Most steps pass as many windows as the step before.
        var from = Index;
        var guess = Math.Min(from + stride, endsMs.Length);
        var index = guess > from && endsMs[guess - 1] <= throughMs ? guess : from;
        while (index < endsMs.Length && endsMs[index] <= throughMs)
        {
            index++;
        }

        (Index, stride) = (index, index - from);
    }
}
