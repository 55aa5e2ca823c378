using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Query.Functions;

/// <summary>
/// Computes one value from the samples of each range. Without state, so one instance serves all threads.
/// </summary>
internal abstract class RangeFunction
{
    /// <summary>
    /// Writes one value for each step to <paramref name="results"/>, absent where there is none.
    /// <c>parameters[p][step]</c>
    /// are the scalar arguments in the order they are written.
    /// </summary>
    internal abstract void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters);

    /// <summary>
    /// The result of a range that has native histograms: a histogram, or null for <paramref name="value"/>, which is at
    /// first what the function makes of the floats alone, absent if nothing. Functions of floats leave histograms out.
    /// </summary>
    internal virtual FloatHistogram? OfMixed(in MixedWindow window, ref double value) => window.Ignore();

    /// <summary>Rejects or remarks on parameters that make no sense.</summary>
    internal virtual void CheckParameters(double[][] parameters, Annotations annotations, SourceSpan firstArgument)
    {
    }

    /// <summary>A remark when the function is meant for counters and the series does not look like one.</summary>
    internal virtual string? SuspectsCounter(
        Labels labels, ReadOnlySpan<double> results, QueryEngineOptions options) => null;
}
