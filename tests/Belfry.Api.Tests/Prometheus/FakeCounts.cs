using System.Globalization;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Api.Tests.Prometheus;

/// <summary>A store's figures and exemplars as a test sets them; writes down what it was asked.</summary>
internal sealed class FakeCounts : ICardinalitySource, IExemplarSource
{
    internal List<string> Asked { get; } = [];

    internal List<SeriesExemplars> Found { get; } = [];

    public CardinalityReport Cardinality(CardinalityQuery query, CancellationToken cancellationToken)
    {
        Asked.Add($"{Text(query.AnyOf)} label={query.Label} limit={query.Limit}");
        return new CardinalityReport
        {
            SeriesCount = 12,
            SeriesCountByMetricName = [new("up", 7), new("x", 5)],
            ValueCountByLabelName = [new("instance", 6)],
            SeriesCountByLabelName = [new("__name__", 12), new("instance", 9)],
            SeriesCountByLabelValue = query.Label is null ? [] : [new("a", 3)],
            SeriesCreatedByHour = [new(new TimestampMs(3_600_000), 11), new(new TimestampMs(7_200_000), 1)],
        };
    }

    public IReadOnlyList<SeriesExemplars> Exemplars(
        IReadOnlyList<IReadOnlyList<LabelMatcher>> anyOf, TimestampMs from, TimestampMs through)
    {
        Asked.Add(string.Create(CultureInfo.InvariantCulture, $"{Text(anyOf)} {from.Value}..{through.Value}"));
        return Found;
    }

    private static string Text(IReadOnlyList<IReadOnlyList<LabelMatcher>> anyOf) =>
        string.Join(" or ", anyOf.Select(matchers => string.Join(',', matchers)));
}
