using Belfry.Encoding.Exposition;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>One entry of an exposition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">The series as written, the family, or the comment.</param>
internal sealed record ReadEntry(ExpositionEntry Kind, string Subject)
{
    internal Labels Labels { get; init; } = Labels.Empty;

    internal double Value { get; init; }

    /// <summary>The native histogram that the sample is, as a text to compare; null for a float.</summary>
    internal string? Histogram { get; init; }

    /// <summary>Its exemplars, one text each.</summary>
    internal IReadOnlyList<string> Exemplars { get; init; } = [];

    internal TimestampMs? Timestamp { get; init; }

    /// <summary>Since when it counts; null when the text does not say.</summary>
    internal TimestampMs? Start { get; init; }

    /// <summary>The type's word, the unit or the help text.</summary>
    internal string Metadata { get; init; } = "";
}
