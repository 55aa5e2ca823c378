using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Query.Functions;

/// <summary>The functions that take <c>anchored</c> and <c>smoothed</c> selectors.</summary>
internal static class ExtendedFunctions
{
    private static readonly string[] Anchored = ["changes", "delta", "increase", "rate", "resets"];
    private static readonly string[] Smoothed = ["delta", "increase", "rate"];

    /// <summary>The function over extended ranges.</summary>
    /// <exception cref="EvaluationException">It takes none, in Prometheus's words.</exception>
    internal static RangeFunction Get(string name, ExtendedRange range)
    {
        Check(name, range.Extension);
        return name switch
        {
            "rate" => new ExtendedRate(range, isCounter: true, isRate: true),
            "increase" => new ExtendedRate(range, isCounter: true, isRate: false),
            "delta" => new ExtendedRate(range, isCounter: false, isRate: false),
            "changes" => new AnchoredReduction<Reductions.Changes>(range),
            _ => new AnchoredReduction<Reductions.Resets>(range),
        };
    }

    /// <summary>Refuses a function that takes no selectors of this kind.</summary>
    /// <exception cref="EvaluationException">It takes none, in Prometheus's words.</exception>
    internal static void Check(string name, RangeExtension extension)
    {
        var allowed = extension == RangeExtension.Anchored ? Anchored : Smoothed;
        if (extension != RangeExtension.None && !allowed.Contains(name))
        {
            var word = extension == RangeExtension.Anchored ? "anchored" : "smoothed";
            throw EvaluationException.Failed(
                $"{word} modifier can only be used with: {string.Join(", ", allowed)} - not with {name}");
        }
    }
}
