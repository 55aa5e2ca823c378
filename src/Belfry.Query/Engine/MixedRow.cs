using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

/// <summary>Where a row with native histograms comes from, for the remarks of an aggregation on it.</summary>
/// <param name="MetricName">The name of its series; empty without one.</param>
/// <param name="Operator">The aggregation.</param>
/// <param name="OperandSpan">Where its operand is written.</param>
/// <param name="Annotations">Where remarks go.</param>
internal readonly record struct MixedRow(
    string MetricName, AggregateOperator Operator, SourceSpan OperandSpan, Annotations Annotations)
{
    /// <summary>Says that histograms were left out.</summary>
    internal void RemarkIgnored() =>
        Annotations.Inform(HistogramTexts.IgnoredInAggregation(Operator.Text()), OperandSpan);
}
