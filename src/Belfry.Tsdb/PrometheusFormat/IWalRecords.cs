using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>Takes what the records of a log say, in their order. One thread.</summary>
internal interface IWalRecords
{
    /// <summary>A series gets its number.</summary>
    void Series(ulong reference, LabelsBuilder labels);

    /// <summary>A sample of a series.</summary>
    void Sample(ulong reference, long timestampMs, double value);

    /// <summary>A native histogram of a series; valid.</summary>
    void Histogram(ulong reference, long timestampMs, NativeHistogram histogram);

    /// <summary>The samples of a series from one time through another are gone.</summary>
    void Deletion(ulong reference, long fromMs, long throughMs);
}
