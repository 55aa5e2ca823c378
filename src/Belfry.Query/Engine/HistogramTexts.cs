using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>Prometheus's remarks on native histograms, word for word. Source: <c>util/annotations</c>.</summary>
internal static class HistogramTexts
{
    internal const string MixedInAggregation = "encountered a mix of histograms and floats for aggregation";

    internal static string MixedWithFloats(string metricName) =>
        $"encountered a mix of histograms and floats for metric name {QuotedText.Quote(metricName)}";

    internal static string MixedSchemas(string metricName) =>
        "vector contains a mix of histograms with exponential and custom buckets schemas for metric name "
        + QuotedText.Quote(metricName);

    internal static string NotCounter(string metricName) =>
        $"this native histogram metric is not a counter: {QuotedText.Quote(metricName)}";

    internal static string NotGauge(string metricName) =>
        $"this native histogram metric is not a gauge: {QuotedText.Quote(metricName)}";

    internal static string IgnoredInAggregation(string aggregation) =>
        $"ignored histogram in {aggregation} aggregation";

    internal static string IgnoredInRange(string metricName) =>
        "ignored histograms in a range containing both floats and histograms for metric name "
        + QuotedText.Quote(metricName);

    /// <summary>The operation is an addition, a subtraction, or an aggregation.</summary>
    internal static string ResetConflict(string operation) =>
        $"conflicting counter resets during histogram {operation}";

    /// <summary>The operation is an addition, a subtraction, or an aggregation.</summary>
    internal static string Reconciled(string operation) =>
        $"mismatched custom buckets were reconciled during {operation}";

    internal static string IncompatibleTypes(string left, string symbol, string right) =>
        $"incompatible sample types encountered for binary operator {QuotedText.Quote(symbol)}: "
        + $"{left} {symbol} {right}";

    internal static string IncompatibleLayouts(string symbol) =>
        $"incompatible bucket layout encountered for binary operator {symbol}";
}
