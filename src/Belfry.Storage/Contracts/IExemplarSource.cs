using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Storage.Contracts;

/// <summary>Where exemplars are read. Thread-safe.</summary>
public interface IExemplarSource
{
    /// <summary>
    /// The exemplars from <paramref name="from"/> through <paramref name="through"/>, both inclusive, of the series
    /// that
    /// satisfy every matcher of any of the lists: by series sorted by labels, each series' exemplars by rising time.
    /// Empty when there is none.
    /// </summary>
    IReadOnlyList<SeriesExemplars> Exemplars(
        IReadOnlyList<IReadOnlyList<LabelMatcher>> anyOf, TimestampMs from, TimestampMs through);
}
