using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Query.Functions;

/// <summary>A function of the cumulative buckets of one classic histogram at one step.</summary>
internal abstract class BucketFunction(FunctionCall call)
{
    /// <summary>Where the vector of buckets is written, for remarks.</summary>
    internal SourceSpan VectorSpan { get; } = call.Arguments[^1].Span;

    /// <summary>Where the first argument is written, for remarks.</summary>
    private protected SourceSpan FirstSpan { get; } = call.Arguments[0].Span;

    /// <summary>Remarks on parameters that make no sense.</summary>
    internal virtual void CheckParameters(double[][] parameters, Annotations annotations)
    {
    }

    /// <summary>
    /// The value for <c>counts[n]</c> observations up to <c>bounds[n]</c>, which rise, not necessarily strictly; both
    /// may
    /// be written over. Never empty.
    /// </summary>
    internal abstract double Apply(
        Span<double> bounds,
        Span<double> counts,
        int step,
        double[][] parameters,
        Evaluation evaluation,
        Labels labels);

    /// <summary>
    /// The tail of remarks that name the metric, which is only known in engines that remove names late.
    /// </summary>
    internal static string ForMetric(Labels labels, QueryEngineOptions options) =>
        options.DelayedNameRemoval && labels.MetricName.Length > 0
            ? $" for metric name {QuotedText.Quote(labels.MetricName)}"
            : "";

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
}
