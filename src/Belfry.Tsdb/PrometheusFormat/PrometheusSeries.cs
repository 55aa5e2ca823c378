using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// One series of a data folder of Prometheus, while it is the current one of its enumeration. One thread.
/// </summary>
public sealed class PrometheusSeries
{
    private readonly Action<SampleColumns> read;

    internal PrometheusSeries(Labels labels, Action<SampleColumns> read)
    {
        Labels = labels;
        this.read = read;
    }

    /// <summary>Its labels.</summary>
    public Labels Labels { get; }

    /// <summary>
    /// Puts its samples of the range into <paramref name="columns"/>, whatever was there before: floats and native
    /// histograms, oldest first, each time once, stale markers included. None when all were deleted or damaged.
    /// </summary>
    public void Read(SampleColumns columns)
    {
        columns.Clear();
        read(columns);
    }
}
