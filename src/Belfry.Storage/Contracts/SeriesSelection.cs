namespace Belfry.Storage.Contracts;

/// <summary>The series that a selector found, and how their samples will be read.</summary>
/// <param name="Series">Each label set once, sorted by labels.</param>
/// <param name="Spans">
/// What is read from where, by rising time and without gaps. Empty when everything is raw: then
/// <see cref="ISelectedSeries.Read"/> gives every sample.
/// </param>
public sealed record SeriesSelection(IReadOnlyList<ISelectedSeries> Series, IReadOnlyList<ResolutionSpan> Spans)
{
    /// <summary>True when every sample is there to be read.</summary>
    public bool IsRaw => Spans.Count == 0;
}
