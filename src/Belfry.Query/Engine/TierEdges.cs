using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

/// <summary>
/// Rounds times down to the resolution of what is read there: an end within a window becomes the window's start.
/// Immutable.
/// </summary>
internal sealed class TierEdges
{
    private readonly long[] throughMs;
    private readonly long[] resolutionsMs;

    internal TierEdges(IReadOnlyList<ResolutionSpan> spans)
    {
        throughMs = [.. spans.Select(span => span.ThroughMs)];
        resolutionsMs = [.. spans.Select(span => span.ResolutionMs)];
    }

    /// <summary>The time, or the end of the last whole window before it.</summary>
    internal long Floor(long timeMs)
    {
        var resolutionMs = ResolutionAt(timeMs);
        if (resolutionMs == 0)
        {
            return timeMs;
        }

        var remainder = timeMs % resolutionMs;
        return timeMs - (remainder < 0 ? remainder + resolutionMs : remainder);
    }

    /// <summary>Whether every range starts and ends with windows, so that nothing is rounded.</summary>
    internal bool AreAligned(RangeWindow window)
    {
        foreach (var resolutionMs in resolutionsMs)
        {
            var isAligned = resolutionMs == 0
                || (window.EndAt(0) % resolutionMs == 0 && window.RangeMs % resolutionMs == 0
                    && window.StrideMs % resolutionMs == 0);
            if (!isAligned)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The resolution at a time, zero for raw samples; before and behind all spans that of the next.</summary>
    internal long ResolutionAt(long timeMs)
    {
        // Few spans: the newest first, where most of the steps are.
        var index = throughMs.Length - 1;
        while (index > 0 && timeMs <= throughMs[index - 1])
        {
            index--;
        }

        return resolutionsMs[index];
    }
}
