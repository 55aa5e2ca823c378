using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Belfry.Testing;
using Belfry.Testing.PromQL;
using Xunit;

namespace Belfry.EndToEnd.Tests.Differential;

/// <summary>
/// Random queries, asked of Debian's Prometheus and of Belfry about the same samples: both must say that they used as
/// many samples, step by step, and held as many, see <see cref="VersionDifferences"/>.
/// </summary>
public sealed partial class StatisticsTests
{
    private const int QueryCount = 500;
    private const int DisagreementsMax = 12;

    private readonly Seed seed = new(1);

    [Fact]
    public async Task Both_servers_count_samples_alike()
    {
        using var servers = await TwoServers.StartAsync(QueryMaterial.Make(seed.Random, withHistograms: false));
        var generator = new QueryGenerator(seed.Random, new QueryGrammar { IsForComparison = true });
        var queries = Enumerable.Range(0, QueryCount)
            .Select(_ => (Query: generator.Next(), Times: QueryTimes.Next(seed.Random))).ToList();
        var disagreements = new ConcurrentQueue<string>();
        var (used, peaks) = (0L, 0);
        await Parallel.ForEachAsync(
            queries, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (one, _) =>
            {
                var text = one.Query.Text;
                var (there, here) = await servers.CountAsync(text, one.Times);
                if (there is null || here is null)
                {
                    return;
                }

                var isPeakComparable = !SeveralWays().IsMatch(text);
                if (there with { Peak = here.Peak } != here || (isPeakComparable && there.Peak != here.Peak))
                {
                    disagreements.Enqueue($"{one.Times}: {text}\n  there: {there}\n  here: {here}");
                }

                Interlocked.Add(ref used, there.Used);
                Interlocked.Add(ref peaks, isPeakComparable ? 1 : 0);
            });

        Console.WriteLine($"{seed}: {QueryCount} queries used {used} samples, {peaks} peaks compared, "
            + $"{disagreements.Count} disagreements");
        Assert.True(disagreements.IsEmpty, $"{seed}:\n{string.Join('\n', disagreements.Take(DisagreementsMax))}");
        Assert.True(used > 100 * QueryCount && peaks > QueryCount / 10, $"{seed}: {used} samples, {peaks} peaks");
    }

    // What ranges hold depends on the order of the series, what aggregations and label functions hold on the version.
    [GeneratedRegex(
        @"\[|\b(sum|avg|min|max|count|group|stddev|stdvar|quantile|topk|bottomk|label_replace|label_join)\b")]
    private static partial Regex SeveralWays();
}
