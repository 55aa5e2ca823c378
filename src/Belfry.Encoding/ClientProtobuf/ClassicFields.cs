namespace Belfry.Encoding.ClientProtobuf;

/// <summary>What the classic series of a histogram or summary need. The default value has no buckets.</summary>
internal struct ClassicFields
{
    /// <summary>Buckets or quantiles.</summary>
    internal int BucketCount;

    /// <summary>Exemplars of the native histogram.</summary>
    internal int ExemplarCount;

    internal double Count;

    internal double Sum;
}
