using System.Globalization;
using Belfry.Testing.PromQL;

namespace Belfry.EndToEnd.Tests.Differential;

/// <summary>
/// The errors that the two versions give in different cases, each proved by asking the older one again; see
/// <see cref="VersionDifferences"/>.
/// </summary>
internal sealed class KnownErrors(TwoServers servers)
{
    private const string ManyToOne =
        "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)";

    private const string SameLabels = "vector cannot contain metrics with the same labelset";

    /// <summary>What Prometheus would have answered if it were of Belfry's version; as it did where that is not
    /// known.</summary>
    internal Task<Answer> MendAsync(GeneratedQuery query, QueryTimes times, Answer there, Answer here) =>
        there.Error == SameLabels && here.Error is null ? StepByStepAsync(query, times, there, here)
        : here.Error == ManyToOne && there.Error is null ? WithBoolAsync(query, times, there)
        : Task.FromResult(there);

    // Labels that are the same at other times. With a subquery there are several times even in one step.
    private async Task<Answer> StepByStepAsync(GeneratedQuery query, QueryTimes times, Answer there, Answer here)
    {
        if (query.Any(one => one.Type == GeneratedType.Matrix && one.Parts.Count > 0))
        {
            return here;
        }

        if (times.Step == 0)
        {
            return there;
        }

        var text = query.Text
            .Replace("@ start()", string.Create(CultureInfo.InvariantCulture, $"@ {times.Start}"), StringComparison.Ordinal)
            .Replace("@ end()", string.Create(CultureInfo.InvariantCulture, $"@ {times.End}"), StringComparison.Ordinal);
        var series = new Dictionary<string, List<(long, double)>>(StringComparer.Ordinal);
        for (var time = times.Start; time <= times.End; time += times.Step)
        {
            var step = await servers.AskPrometheusAsync(text, new QueryTimes(time, time, 0));
            if (step.Error is not null)
            {
                return there;
            }

            foreach (var (labels, points) in step.Series)
            {
                (series.TryGetValue(labels, out var list) ? list : series[labels] = []).AddRange(points);
            }
        }

        return new Answer(null, [.. series.Select(one => (one.Key, one.Value.ToArray()))]);
    }

    // Many to one, of which nothing is kept. With `bool` all is kept.
    private async Task<Answer> WithBoolAsync(GeneratedQuery query, QueryTimes times, Answer there)
    {
        foreach (var one in query.All.Where(one => one.WithBool is not null))
        {
            var text = query.Text.Replace(one.Text, one.WithBool, StringComparison.Ordinal);
            var answer = await servers.AskPrometheusAsync(text, times);
            if (answer.Error == ManyToOne)
            {
                return answer;
            }
        }

        return there;
    }
}
