using System.Collections.Concurrent;
using System.Globalization;
using Belfry.Testing;
using Belfry.Testing.PromQL;
using Xunit;

namespace Belfry.EndToEnd.Tests.Differential;

/// <summary>
/// Random queries, asked of Debian's Prometheus and of Belfry about the same samples. <c>BELFRY_DIFFERENTIAL</c> says
/// how many, <c>BELFRY_SEED</c> which. What the versions are known to mean differently is
/// <see cref="VersionDifferences"/>.
/// </summary>
public sealed class DifferentialTests
{
    private const int CountOfShortForm = 500;
    private const int DisagreementsMax = 12;

    private readonly Seed seed = new(1);

    [Fact]
    public async Task Both_servers_answer_random_queries_alike()
    {
        var count = int.TryParse(
            Environment.GetEnvironmentVariable("BELFRY_DIFFERENTIAL"), CultureInfo.InvariantCulture, out var given)
            ? given : CountOfShortForm;
        using var servers = await TwoServers.StartAsync(QueryMaterial.Make(seed.Random, withHistograms: false));
        var grammar = new QueryGrammar { IsForComparison = true };
        var generator = new QueryGenerator(seed.Random, grammar);
        var queries = Enumerable.Range(0, count)
            .Select(_ => (Query: generator.Next(), Times: QueryTimes.Next(seed.Random))).ToList();
        var disagreements = new ConcurrentQueue<string>();
        var (points, errors, empties) = (0L, 0, 0);
        await Parallel.ForEachAsync(
            queries, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (one, _) =>
            {
                var (there, here) = await AskAsync(servers, one.Query, one.Times);
                if (AnswerComparison.Difference(one.Query, there, here) is not null)
                {
                    disagreements.Enqueue(await DescribeAsync(servers, one.Query, one.Times));
                }

                Interlocked.Add(ref points, there.PointCount);
                Interlocked.Add(ref errors, there.Error is null ? 0 : 1);
                Interlocked.Add(ref empties, there.Error is null && there.PointCount == 0 ? 1 : 0);
            });

        Console.WriteLine($"{seed}: {count} queries, {points} points compared, {errors} errors and {empties} empty "
            + $"answers on both sides, {disagreements.Count} disagreements");
        Assert.True(
            disagreements.IsEmpty,
            $"{seed}: {disagreements.Count} disagreements\n{string.Join('\n', disagreements.Take(DisagreementsMax))}");
        Assert.True(points > count, $"{seed}: only {points} points were compared");
        Assert.True(errors + empties < count / 2, $"{seed}: {errors} errors and {empties} empty answers");
    }

    private static async Task<string> DescribeAsync(TwoServers servers, GeneratedQuery query, QueryTimes times)
    {
        var smallest = await query.ShrinkAsync(async part => await DifferenceAsync(servers, part, times) is not null);
        var (there, here) = await AskAsync(servers, smallest, times);
        var difference = AnswerComparison.Difference(smallest, there, here);
        return $"{times}: {query}\n  smallest: {smallest}\n  {difference}\n  there: {there}\n  here: {here}";
    }

    private static async Task<string?> DifferenceAsync(TwoServers servers, GeneratedQuery query, QueryTimes times)
    {
        // A range vector has no range query.
        if (query.Type == GeneratedType.Matrix && times.Step != 0)
        {
            return null;
        }

        var (there, here) = await AskAsync(servers, query, times);
        return AnswerComparison.Difference(query, there, here);
    }

    private static async Task<(Answer There, Answer Here)> AskAsync(
        TwoServers servers, GeneratedQuery query, QueryTimes times)
    {
        var (there, here) = await servers.AskAsync(query.Text, times);
        return (await new KnownErrors(servers).MendAsync(query, times, there, here), here);
    }
}
