using System.Globalization;

namespace Belfry.EndToEnd.Tests.Differential;

/// <summary>
/// Answers of <c>topk</c> and the like, which take any of equal values; see
/// <see cref="Belfry.Testing.PromQL.VersionDifferences"/>.
/// </summary>
internal static class RankedAnswer
{
    /// <summary>
    /// The answer, in which points that the other one does not have at that time stand under their value: they may be
    /// those of other series, but of no other value and no other number.
    /// </summary>
    internal static Answer WithoutTies(Answer answer, Answer other)
    {
        var known = other.Series.SelectMany(series => series.Points.Select(point => (series.Labels, point.TimeMs)))
            .ToHashSet();
        var tied = new Dictionary<(double Value, int Rank), List<(long TimeMs, double Value)>>();
        var series = new List<(string Labels, (long TimeMs, double Value)[] Points)>();
        var ranks = new Dictionary<(long TimeMs, double Value), int>();
        foreach (var (labels, points) in answer.Series)
        {
            var kept = points.Where(point => known.Contains((labels, point.TimeMs))).ToArray();
            if (kept.Length > 0)
            {
                series.Add((labels, kept));
            }

            foreach (var point in points.Where(point => !known.Contains((labels, point.TimeMs))))
            {
                var rank = ranks.GetValueOrDefault(point);
                ranks[point] = rank + 1;
                if (!tied.TryGetValue((point.Value, rank), out var list))
                {
                    tied.Add((point.Value, rank), list = []);
                }

                list.Add(point);
            }
        }

        series.AddRange(tied.Select(one => (
            string.Create(CultureInfo.InvariantCulture, $"tie {one.Key.Rank} of {one.Key.Value:R}"),
            one.Value.OrderBy(point => point.TimeMs).ToArray())));
        return answer with { Series = series };
    }
}
