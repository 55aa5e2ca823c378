using Belfry.Model.Metrics;

namespace Belfry.Query.Reuse;

/// <summary>How often answers are used again. Thread-safe.</summary>
internal sealed class ReuseMetrics : IMetricSource
{
    private long full;
    private long part;
    private long none;
    private long steps;
    private long answers;
    private long sizeBytes;
    private long evicted;

    /// <summary>Counts a range query that could use what is kept.</summary>
    /// <param name="reused">How many steps it did not compute.</param>
    /// <param name="all">How many it has.</param>
    internal void Answered(int reused, int all)
    {
        Interlocked.Increment(ref reused == all ? ref full : ref reused > 0 ? ref part : ref none);
        Interlocked.Add(ref steps, reused);
    }

    internal void Evicted() => Interlocked.Increment(ref evicted);

    internal void Holds(long count, long bytes)
    {
        Interlocked.Exchange(ref answers, count);
        Interlocked.Exchange(ref sizeBytes, bytes);
    }

    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        writer.BeginFamily(
            "belfry_query_reuse_queries_total",
            MetricType.Counter,
            "Range queries, by how many of their steps came from earlier answers.");
        writer.WriteSample("", [new("steps", "all")], Interlocked.Read(ref full));
        writer.WriteSample("", [new("steps", "some")], Interlocked.Read(ref part));
        writer.WriteSample("", [new("steps", "none")], Interlocked.Read(ref none));
        writer.BeginFamily(
            "belfry_query_reuse_steps_total",
            MetricType.Counter,
            "Steps of range queries that were not computed again.");
        writer.WriteSample("", [], Interlocked.Read(ref steps));
        writer.BeginFamily("belfry_query_reuse_answers", MetricType.Gauge, "Answers of range queries that are kept.");
        writer.WriteSample("", [], Interlocked.Read(ref answers));
        writer.BeginFamily("belfry_query_reuse_bytes", MetricType.Gauge, "The memory that kept answers take, about.");
        writer.WriteSample("", [], Interlocked.Read(ref sizeBytes));
        writer.BeginFamily(
            "belfry_query_reuse_evictions_total", MetricType.Counter, "Kept answers that had to make room for others.");
        writer.WriteSample("", [], Interlocked.Read(ref evicted));
    }
}
