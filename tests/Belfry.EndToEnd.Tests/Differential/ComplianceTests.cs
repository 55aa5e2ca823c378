using System.Collections.Concurrent;
using System.Text.Json;
using Belfry.EndToEnd.Tests.Processes;
using Belfry.Testing;
using Belfry.Testing.PromQL;
using Xunit;

namespace Belfry.EndToEnd.Tests.Differential;

/// <summary>
/// The queries of Prometheus's compliance tests, asked of Debian's Prometheus and of Belfry about the same samples, as
/// the compliance tests do: ten minutes in steps of ten seconds. They come from the folder of the originals' test data,
/// which <c>BELFRY_CONFORMANCE</c> names or which is beside the repository.
/// </summary>
public sealed class ComplianceTests
{
    private const string Table = "promql/compliance/expanded_queries.json";

    private static readonly QueryTimes Times = At(QueryMaterial.StartMs / 1000);

    // Queries that the two versions answer differently, each with its reason; none is left out silently.
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal);

    private readonly Seed seed = new(1);

    [Fact]
    public async Task Both_servers_answer_the_compliance_queries_alike()
    {
        var folder = Environment.GetEnvironmentVariable("BELFRY_CONFORMANCE");
        var path = Path.Combine(folder ?? Path.Combine(Repository.Root, "../shared/conformance"), Table);
        if (!File.Exists(path))
        {
            Console.WriteLine($"conformance {Table}: no such file, set BELFRY_CONFORMANCE to run it");
            return;
        }

        using var table = JsonDocument.Parse(
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        var rows = table.RootElement.GetProperty("cases").EnumerateArray().ToList();
        using var servers = await TwoServers.StartAsync(DemoMaterial.Make(seed.Random));
        var complaints = new ConcurrentDictionary<string, string>();
        var points = 0L;
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (row, _) =>
        {
            var query = row.GetProperty("query").GetString()!;
            var (there, here) = await servers.AskAsync(query, Times);
            Interlocked.Add(ref points, there.PointCount);
            if (Complaint(row, there, here) is { } complaint)
            {
                complaints[query] = $"{complaint}\n  there: {there}\n  here: {here}";
            }
        });

        Console.WriteLine($"conformance {Table}: {rows.Count - complaints.Count} of {rows.Count}");
        foreach (var (query, reason) in Differences)
        {
            Console.WriteLine($"    not compared: {query}: {reason}");
        }

        Assert.True(
            complaints.Keys.ToHashSet().SetEquals(Differences.Keys),
            $"{seed}:\n{string.Join('\n', complaints.Where(one => !Differences.ContainsKey(one.Key)))}\n"
            + $"listed, but alike: {string.Join(", ", Differences.Keys.Except(complaints.Keys))}");
        Assert.True(points > 61 * rows.Count, $"{seed}: only {points} points were compared");
    }

    private static QueryTimes At(long hourSeconds) => new(hourSeconds + 5_403, hourSeconds + 6_003, 10);

    private static string? Complaint(JsonElement row, Answer there, Answer here)
    {
        var mustFail = row.TryGetProperty("should_fail", out var fails) && fails.GetBoolean();
        if (mustFail != (there.Error is not null) || mustFail != (here.Error is not null))
        {
            return mustFail ? "answered by one" : "refused by one";
        }

        var query = new GeneratedQuery(row.GetProperty("query").GetString()!, GeneratedType.Vector)
        {
            Exactness = Exactness.Reproducible,
        };
        return AnswerComparison.Difference(query, there, here);
    }
}
