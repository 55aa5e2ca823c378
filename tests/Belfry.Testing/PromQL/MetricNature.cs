namespace Belfry.Testing.PromQL;

/// <summary>How the values of a metric go.</summary>
public enum MetricNature
{
    /// <summary>Rises, with resets; never near zero.</summary>
    Counter,

    /// <summary>Multiples of an eighth between -50 and 50.</summary>
    Gauge,

    /// <summary>Gauges among NaN, infinities, negative zero, very big and very small numbers.</summary>
    Odd,

    /// <summary>Always 1.</summary>
    Constant,

    /// <summary>Buckets of a classic histogram.</summary>
    Buckets,

    /// <summary>Native histograms, integers and fractions, counters and gauges, and some floats.</summary>
    Histograms,
}
