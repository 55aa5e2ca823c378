namespace Belfry.Model.Metrics;

/// <summary>The kind of a metric family, as exposition formats declare it.</summary>
public enum MetricType
{
    /// <summary>Not declared; <c>untyped</c> in the text format, <c>unknown</c> in OpenMetrics.</summary>
    Unknown,

    /// <summary>Only rises, and starts again at zero.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts observations in buckets.</summary>
    Histogram,

    /// <summary>A histogram whose counts go down as well; OpenMetrics only.</summary>
    GaugeHistogram,

    /// <summary>Quantiles computed by the client.</summary>
    Summary,

    /// <summary>Constant text in labels, value 1; OpenMetrics only.</summary>
    Info,

    /// <summary>One of several states is true; OpenMetrics only.</summary>
    StateSet,
}
