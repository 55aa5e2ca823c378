namespace Belfry.Model;

/// <summary>
/// The label names with a fixed meaning, as UTF-8. Names with two leading underscores never reach storage.
/// </summary>
public static class LabelNames
{
    /// <summary>The label that holds the metric name.</summary>
    public const string MetricName = "__name__";

    /// <summary><c>__name__</c></summary>
    public static ReadOnlySpan<byte> MetricNameUtf8 => "__name__"u8;

    /// <summary><c>job</c></summary>
    public static ReadOnlySpan<byte> JobUtf8 => "job"u8;

    /// <summary><c>instance</c></summary>
    public static ReadOnlySpan<byte> InstanceUtf8 => "instance"u8;

    /// <summary><c>alertname</c>: the label that names an alert.</summary>
    public const string AlertName = "alertname";

    /// <summary><c>le</c>: the upper bound of a classic histogram's bucket.</summary>
    public static ReadOnlySpan<byte> BucketUtf8 => "le"u8;

    /// <summary>
    /// True when <paramref name="name"/> matches <c>[a-zA-Z_][a-zA-Z0-9_]*</c>, the legacy form of label names.
    /// </summary>
    public static bool IsLegacyLabelName(ReadOnlySpan<byte> name) => IsLegacy(name, allowColon: false);

    /// <summary>
    /// True when <paramref name="name"/> matches <c>[a-zA-Z_:][a-zA-Z0-9_:]*</c>, the legacy form of metric names.
    /// </summary>
    public static bool IsLegacyMetricName(ReadOnlySpan<byte> name) => IsLegacy(name, allowColon: true);

    private static bool IsLegacy(ReadOnlySpan<byte> name, bool allowColon)
    {
        for (var index = 0; index < name.Length; index++)
        {
            var octet = name[index];
            var isLetter = octet is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (byte)'_';
            var isDigit = octet is >= (byte)'0' and <= (byte)'9' && index > 0;
            if (!isLetter && !isDigit && !(allowColon && octet == (byte)':'))
            {
                return false;
            }
        }

        return name.Length > 0;
    }
}
