using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Query.Functions;

/// <summary>Where the remarks of a function of range vectors on a series go.</summary>
/// <param name="Annotations">All remarks of the query.</param>
/// <param name="Span">Where the function's first argument is written.</param>
/// <param name="MetricName">The name of the series; empty without one.</param>
internal sealed record RangeRemarks(Annotations Annotations, SourceSpan Span, string MetricName)
{
    internal void Warn(string text) => Annotations.Warn(text, Span);

    internal void Inform(string text) => Annotations.Inform(text, Span);
}
