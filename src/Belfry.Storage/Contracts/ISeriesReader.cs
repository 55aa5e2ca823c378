using Belfry.Model.Matching;

namespace Belfry.Storage.Contracts;

/// <summary>
/// A consistent view of the store over a time range. It sees every batch committed before it was opened. Blocks it
/// uses stay until it is disposed. Its members may be called from any thread, several at once.
/// </summary>
public interface ISeriesReader : IDisposable
{
    /// <summary>
    /// The series that satisfy every matcher and may have samples in the range, each label set once, sorted by labels.
    /// Empty when none does. An empty list of matchers selects every series.
    /// </summary>
    /// <exception cref="StorageFailureException">An index is unreadable or damaged.</exception>
    IReadOnlyList<ISelectedSeries> Select(IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken);

    /// <summary>
    /// The series that satisfy every matcher and may have samples in the ranges of <paramref name="plan"/>, read from
    /// the coarsest tier that it allows. A store without tiers reads raw samples.
    /// </summary>
    /// <exception cref="StorageFailureException">An index is unreadable or damaged.</exception>
    SeriesSelection Select(
        IReadOnlyList<LabelMatcher> matchers, ReadPlan plan, CancellationToken cancellationToken) =>
        new(Select(matchers, cancellationToken), []);

    /// <summary>The names of all labels on series that satisfy the matchers, sorted by bytes, each once.</summary>
    IReadOnlyList<string> LabelNames(IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken);

    /// <summary>The values of one label on series that satisfy the matchers, sorted by bytes, each once.</summary>
    IReadOnlyList<string> LabelValues(
        string name, IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken);
}
