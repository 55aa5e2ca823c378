using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>Exemplars in memory.</summary>
internal sealed class HostExemplars(IReadOnlyList<SeriesExemplars> all) : IExemplarSource
{
    public IReadOnlyList<SeriesExemplars> Exemplars(
        IReadOnlyList<IReadOnlyList<LabelMatcher>> anyOf, TimestampMs from, TimestampMs through) =>
    [
        .. all.Where(series => anyOf.Any(matchers => matchers.All(matcher => matcher.Matches(series.Labels))))
            .Select(series => series with
            {
                Exemplars = [.. series.Exemplars.Where(one => one.Timestamp >= from && one.Timestamp <= through)],
            })
            .Where(series => series.Exemplars.Count > 0)
            .OrderBy(series => series.Labels),
    ];
}
