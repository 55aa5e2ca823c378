namespace Belfry.Model.Histograms;

/// <summary>
/// The numbers that name bucket layouts: -4 to 8 for bounds that grow exponentially (others from -9 to 52 are reserved:
/// what arrives with a finer one is reduced to 8), and <see cref="NativeHistogram.CustomBucketsSchema"/>. Source:
/// prometheus <c>model/histogram/generic.go</c>.
/// </summary>
public static class HistogramSchema
{
    /// <summary>The coarsest exponential schema: each bucket is 2^16 times as wide as the one before.</summary>
    public const int ExponentialMin = -4;

    /// <summary>The finest exponential schema: 256 buckets for each power of two.</summary>
    public const int ExponentialMax = 8;

    /// <summary>The coarsest schema that the formats reserve.</summary>
    public const int ReservedMin = -9;

    /// <summary>The finest schema that the formats reserve.</summary>
    public const int ReservedMax = 52;

    /// <summary>Whether the bounds are listed in the histogram.</summary>
    public static bool IsCustomBuckets(int schema) => schema == NativeHistogram.CustomBucketsSchema;

    /// <summary>Whether it is an exponential schema that can be stored.</summary>
    public static bool IsExponential(int schema) => schema is >= ExponentialMin and <= ExponentialMax;

    /// <summary>Whether it is an exponential schema, one that must be reduced first included.</summary>
    public static bool IsExponentialOrReserved(int schema) => schema is >= ReservedMin and <= ReservedMax;

    /// <summary>Whether a histogram with it can be stored.</summary>
    public static bool IsValid(int schema) => IsCustomBuckets(schema) || IsExponential(schema);

    /// <summary>Whether a histogram with it can be taken in, perhaps after its resolution was reduced.</summary>
    public static bool IsKnown(int schema) => IsCustomBuckets(schema) || IsExponentialOrReserved(schema);

    /// <summary>
    /// The finest storable schema whose buckets are at least <paramref name="factor"/> times as wide as the one before;
    /// a factor of 1 or less means the finest of all.
    /// </summary>
    public static int ForGrowthFactor(double factor)
    {
        var schema = Math.Floor(-Math.Log2(Math.Log2(factor <= 1 ? 1.00271 : factor)));
        return double.IsNaN(schema) ? ExponentialMax : (int)Math.Clamp(schema, ExponentialMin, ExponentialMax);
    }

    /// <summary>The originals' words for a schema that is not <see cref="IsValid"/>.</summary>
    public static string InvalidText(int schema) => Text("an invalid", ExponentialMin, ExponentialMax, schema);

    /// <summary>The originals' words for a schema that is not <see cref="IsKnown"/>.</summary>
    public static string UnknownText(int schema) => Text("an unknown", ReservedMin, ReservedMax, schema);

    private static string Text(string what, int min, int max, int schema) =>
        $"histogram has {what} schema, which must be between {min} and {max} for exponential buckets, "
        + $"or {NativeHistogram.CustomBucketsSchema} for custom buckets, got schema {schema}";
}
