using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Belfry.Testing;
using Xunit;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>
/// The store against the naive one, under random operations and every <see cref="StoreVariant"/>.
/// docs/operating/proofs.md
/// has the long form: <c>BELFRY_LONG</c> is the number of operations in all.
/// </summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    private const int OperationsPerHistory = 12_000;

    [Fact]
    public void Random_histories_leave_what_the_naive_store_has()
    {
        var first = new Seed(1000).Value;
        var wanted = Environment.GetEnvironmentVariable("BELFRY_VARIANT");
        var variants = StoreVariant.All.Where(variant => wanted is null || variant.Name == wanted).ToList();
        var total = long.TryParse(
            Environment.GetEnvironmentVariable("BELFRY_LONG"), CultureInfo.InvariantCulture, out var count)
            ? count
            : variants.Count * 2_500L;
        var perVariant = (total + variants.Count - 1) / variants.Count;
        var perHistory = Math.Min(perVariant, OperationsPerHistory);
        var rounds = (int)((perVariant + perHistory - 1) / perHistory);
        var histories = from round in Enumerable.Range(0, rounds)
                        from variant in variants
                        select new History(variant, first + round);

        Run(histories, perHistory, rounds * variants.Count);
    }

    private void Run(IEnumerable<History> histories, long perHistory, int historyCount)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = new ConcurrentDictionary<string, long>();
        var done = 0;
        var failures = new ConcurrentQueue<string>();
        Parallel.ForEach(
            Partitioner.Create(histories, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            (history, state) =>
            {
                try
                {
                    history.Run(perHistory);
                }
                catch (InvalidOperationException failure)
                {
                    failures.Enqueue(failure.Message + failure.InnerException?.StackTrace);
                    state.Stop();
                    return;
                }

                counts.AddOrUpdate(
                    history.Variant.Name, history.OperationCount, (_, sum) => sum + history.OperationCount);
                if (Interlocked.Increment(ref done) % 20 == 0)
                {
                    Tell($"{done} of {historyCount} histories, {counts.Values.Sum()} operations, "
                        + $"{Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
                }
            });
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
        Tell($"{counts.Values.Sum()} operations in {done} histories under {counts.Count} option sets, "
            + $"same answers; {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s: "
            + string.Join(", ", counts.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key} {entry.Value}")));
    }

    private void Tell(string line) => output.WriteLine(line);
}
