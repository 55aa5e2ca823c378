namespace Belfry.Storage.Contracts;

/// <summary>Tells which labels make how many of the series in memory. Thread-safe.</summary>
public interface ICardinalitySource
{
    /// <summary>
    /// Counts the series that the query selects. Appending goes on meanwhile, so figures that belong together may
    /// differ by what came in between.
    /// </summary>
    CardinalityReport Cardinality(CardinalityQuery query, CancellationToken cancellationToken);
}
