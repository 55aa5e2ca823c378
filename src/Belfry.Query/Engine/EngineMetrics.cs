using Belfry.Model.Metrics;

namespace Belfry.Query.Engine;

/// <summary>What an engine has done so far, under the names of Prometheus's engine. Thread-safe.</summary>
internal sealed class EngineMetrics(int concurrencyMax) : IMetricSource
{
    private long running;
    private long samples;
    private long queries;
    private long queueTicks;
    private long evaluationTicks;

    internal void Began() => Interlocked.Increment(ref running);

    internal void Ended(TimeSpan queued, TimeSpan elapsed, long samplesUsed)
    {
        Interlocked.Decrement(ref running);
        Interlocked.Increment(ref queries);
        Interlocked.Add(ref samples, samplesUsed);
        Interlocked.Add(ref queueTicks, queued.Ticks);
        Interlocked.Add(ref evaluationTicks, (elapsed - queued).Ticks);
    }

    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        writer.BeginFamily(
            "prometheus_engine_queries", MetricType.Gauge, "The current number of queries being executed or waiting.");
        writer.WriteSample("", [], Interlocked.Read(ref running));
        writer.BeginFamily(
            "prometheus_engine_queries_concurrent_max", MetricType.Gauge, "The max number of concurrent queries.");
        writer.WriteSample("", [], concurrencyMax);
        writer.BeginFamily(
            "prometheus_engine_query_samples_total",
            MetricType.Counter,
            "The total number of samples loaded by all queries.");
        writer.WriteSample("", [], Interlocked.Read(ref samples));
        writer.BeginFamily("prometheus_engine_query_duration_seconds", MetricType.Summary, "Query timings");
        Write(writer, "inner_eval", Interlocked.Read(ref evaluationTicks));
        Write(writer, "queue_time", Interlocked.Read(ref queueTicks));
    }

    private void Write(IMetricFamilyWriter writer, string slice, long ticks)
    {
        KeyValuePair<string, string>[] labels = [new("slice", slice)];
        writer.WriteSample("_sum", labels, TimeSpan.FromTicks(ticks).TotalSeconds);
        writer.WriteSample("_count", labels, Interlocked.Read(ref queries));
    }
}
