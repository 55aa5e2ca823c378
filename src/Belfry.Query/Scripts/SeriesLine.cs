using Belfry.Model;

namespace Belfry.Query.Scripts;

/// <summary>A line of a script: labels and a sequence of values, one for each position.</summary>
/// <param name="Labels">The labels.</param>
/// <param name="Values">The values.</param>
internal sealed record SeriesLine(Labels Labels, IReadOnlyList<ScriptValue> Values)
{
    /// <summary>
    /// How far after each sample's own time it started to count, in milliseconds, which is mostly negative; null where
    /// that is not known. Empty when the script says nothing.
    /// </summary>
    internal IReadOnlyList<long?> StartOffsetsMs { get; init; } = [];
}
