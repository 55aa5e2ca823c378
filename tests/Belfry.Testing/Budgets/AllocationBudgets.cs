using System.Text.Json;

namespace Belfry.Testing.Budgets;

/// <summary>Reads <c>bench/budgets.json</c> and measures what a call allocates.</summary>
public static class AllocationBudgets
{
    private const int Calls = 20_000;
    private const int Rounds = 5;

    /// <summary>The members that a test measures, each with the bytes a call may allocate.</summary>
    public static IEnumerable<(string Member, long AllocatedBytes)> MeasuredBy(string test)
    {
        using var document = Open();
        foreach (var entry in document.RootElement.GetProperty("members").EnumerateArray())
        {
            if (entry.GetProperty("measuredBy").GetString() == test)
            {
                yield return (entry.GetProperty("member").GetString()!, entry.GetProperty("allocatedBytes").GetInt64());
            }
        }
    }

    /// <summary>The bytes that a batch of this name may allocate.</summary>
    public static long OfBatch(string name)
    {
        using var document = Open();
        return document.RootElement.GetProperty("batches").EnumerateArray()
            .Single(entry => entry.GetProperty("batch").GetString() == name)
            .GetProperty("allocatedBytes").GetInt64();
    }

    /// <summary>
    /// The bytes that a call allocates in steady state. Rounds that grow buffers or compile do not count: the best of
    /// some rounds of many calls does.
    /// </summary>
    public static double PerCall(Action call) => Enumerable.Range(0, Rounds).Min(_ => Allocated(() =>
    {
        for (var index = 0; index < Calls; index++)
        {
            call();
        }
    })) / (double)Calls;

    /// <summary>The bytes that this thread allocates during some work.</summary>
    public static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static JsonDocument Open()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("global.json not found");
        }

        return JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "bench", "budgets.json")));
    }
}
