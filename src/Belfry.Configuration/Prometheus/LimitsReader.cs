using Belfry.Configuration.Binding;

namespace Belfry.Configuration.Prometheus;

/// <summary>Reads the limits of scrapes; zero in a job means the global one.</summary>
internal static class LimitsReader
{
    internal static ScrapeLimits Read(MappingReader mapping, ScrapeLimits inherited, bool isJob) => new()
    {
        BodySize = Or(mapping.Size("body_size_limit") ?? default, inherited.BodySize),
        Samples = Or(mapping.Count("sample_limit"), inherited.Samples),
        Targets = Or(mapping.Count("target_limit"), inherited.Targets),
        Labels = Or(mapping.Count("label_limit"), inherited.Labels),
        LabelNameLength = Or(mapping.Count("label_name_length_limit"), inherited.LabelNameLength),
        LabelValueLength = Or(mapping.Count("label_value_length_limit"), inherited.LabelValueLength),
        KeepDroppedTargets = Or(mapping.Count("keep_dropped_targets"), inherited.KeepDroppedTargets),
        NativeHistogramBuckets = isJob ? mapping.Count("native_histogram_bucket_limit") : 0,
        NativeHistogramMinBucketFactor = isJob ? mapping.Number("native_histogram_min_bucket_factor") : 0,
    };

    private static T Or<T>(T own, T inherited)
        where T : IEquatable<T> => own.Equals(default!) ? inherited : own;
}
