namespace Belfry.Configuration.Prometheus;

/// <summary>What one scrape may hold; zero means no limit. Exceeding one fails the whole scrape.</summary>
public sealed record ScrapeLimits
{
    /// <summary>Uncompressed bytes of the answer.</summary>
    public ByteSize BodySize { get; init; }

    /// <summary>Samples after relabelling.</summary>
    public uint Samples { get; init; }

    /// <summary>Targets of the job after relabelling; all of them fail beyond it.</summary>
    public uint Targets { get; init; }

    /// <summary>Labels of a series.</summary>
    public uint Labels { get; init; }

    /// <summary>Bytes of a label's name.</summary>
    public uint LabelNameLength { get; init; }

    /// <summary>Bytes of a label's value.</summary>
    public uint LabelValueLength { get; init; }

    /// <summary>Dropped targets to remember for the API.</summary>
    public uint KeepDroppedTargets { get; init; }

    /// <summary>Buckets of a native histogram.</summary>
    public uint NativeHistogramBuckets { get; init; }

    /// <summary>The smallest growth factor of a native histogram's buckets; zero for any.</summary>
    public double NativeHistogramMinBucketFactor { get; init; }
}
