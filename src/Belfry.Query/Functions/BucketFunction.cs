using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Query.Functions;

/// <summary>
/// A function of one histogram at one step: of a native one, or of the cumulative buckets of a classic one.
/// </summary>
/// <param name="firstSpan">Where the first scalar argument is written, for remarks.</param>
/// <param name="vectorSpan">Where the vector of histograms is written, for remarks.</param>
internal abstract class BucketFunction(SourceSpan firstSpan, SourceSpan vectorSpan)
{
    /// <summary>Where the first scalar argument is written, for remarks.</summary>
    private protected SourceSpan FirstSpan { get; } = firstSpan;

    /// <summary>Remarks on parameters that make no sense.</summary>
    internal virtual void CheckParameters(double[][] parameters, Annotations annotations)
    {
    }

    /// <summary>
    /// The value for <c>counts[n]</c> observations up to <c>bounds[n]</c>, which rise, not necessarily strictly; both
    /// may be written over. Never empty. The time is that of the step.
    /// </summary>
    internal abstract double Apply(
        Span<double> bounds,
        Span<double> counts,
        int step,
        long timeMs,
        double[][] parameters,
        Evaluation evaluation,
        Labels labels);

    /// <summary>The value for a native histogram.</summary>
    internal abstract double Apply(
        FloatHistogram histogram, int step, double[][] parameters, Evaluation evaluation, Labels labels);

    /// <summary>Warns of the input of a row.</summary>
    internal void Warn(string text, SeriesKey row, Workspace workspace) => workspace.Evaluation.Annotations.Warn(
        text + ForMetric(row.Labels, workspace.Evaluation.Options), vectorSpan);

    /// <summary>Says something of the input with these labels.</summary>
    private protected void Inform(string text, Evaluation evaluation, Labels labels) =>
        evaluation.Annotations.Inform(text + ForMetric(labels, evaluation.Options), vectorSpan);

    /// <summary>The same of buckets that were made monotonic.</summary>
    private protected void Inform(string text, Evaluation evaluation, Labels labels, MonotonicityRepairs repairs) =>
        evaluation.Annotations.Inform(text + ForMetric(labels, evaluation.Options), vectorSpan, repairs);

    /// <summary>Adds up the counts of equal bounds, in place; the number of different bounds.</summary>
    private protected static int Coalesce(Span<double> bounds, Span<double> counts)
    {
        var last = 0;
        for (var index = 1; index < bounds.Length; index++)
        {
            if (bounds[index] == bounds[last])
            {
                counts[last] += counts[index];
                continue;
            }

            last++;
            (bounds[last], counts[last]) = (bounds[index], counts[index]);
        }

        return last + 1;
    }

    // The name of a metric is only known in engines that remove names late.
    private static string ForMetric(Labels labels, QueryEngineOptions options) =>
        options.DelayedNameRemoval && labels.MetricName.Length > 0
            ? $" for metric name {QuotedText.Quote(labels.MetricName)}"
            : "";
}
