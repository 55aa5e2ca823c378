using System.Globalization;
using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

/// <summary>Says for a selector from which tiers it is answered and whether that is exact.</summary>
internal static class TierRemark
{
    internal static string Of(
        IReadOnlyList<ResolutionSpan> spans, RangeWindow window, WindowParts parts, bool takesLast, out bool isExact)
    {
        isExact = false;
        var tiers = spans.Where(span => span.ResolutionMs > 0).Select(span => span.ResolutionMs).Distinct()
            .OrderDescending().Select(Name).ToList();
        var sources = $"answered from {(tiers.Count > 1 ? "tiers" : "tier")} {string.Join(", ", tiers)}"
            + (spans.Any(span => span.ResolutionMs == 0) ? " and raw samples" : "");
        if (parts == WindowParts.None)
        {
            return sources + "; approximate: each sample is needed and older ones are no longer there, "
                + "so the last of each window stands for it";
        }

        isExact = IsExact(spans, window, takesLast);
        return isExact
            ? sources
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{sources}; approximate: ends of ranges lie within windows and are rounded down to their starts");
    }

    private static bool IsExact(IReadOnlyList<ResolutionSpan> spans, RangeWindow window, bool takesLast)
    {
        var edges = new TierEdges(spans);
        for (var step = 0; step < window.Grid.Count; step++)
        {
            var endMs = window.EndAt(step);
            var startMs = endMs - window.RangeMs;
            if (edges.Floor(endMs) != endMs || (!takesLast && edges.Floor(startMs) != startMs))
            {
                return false;
            }
        }

        return true;
    }

    private static string Name(long resolutionMs) =>
        PrometheusDuration.Format(TimeSpan.FromMilliseconds(resolutionMs));
}
