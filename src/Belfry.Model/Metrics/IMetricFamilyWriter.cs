namespace Belfry.Model.Metrics;

/// <summary>
/// Takes metric families one after another and writes them in some exposition format. Used by one thread at a time.
/// The order is: <see cref="BeginFamily"/>, its samples, the next family. A family is begun once only.
/// </summary>
public interface IMetricFamilyWriter
{
    /// <summary>
    /// Starts a family. <paramref name="name"/> is the full metric name, with <c>_total</c> for counters.
    /// </summary>
    void BeginFamily(string name, MetricType type, string help);

    /// <summary>
    /// Writes one sample of the family begun last. <paramref name="suffix"/> is empty, or <c>_bucket</c>, <c>_sum</c>,
    /// <c>_count</c> for histograms and summaries. Label values may hold any text; the writer escapes them.
    /// </summary>
    void WriteSample(string suffix, ReadOnlySpan<KeyValuePair<string, string>> labels, double value);
}
