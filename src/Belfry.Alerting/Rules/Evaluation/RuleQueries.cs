using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Prometheus;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;
using Belfry.Query.Engine;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>Instant queries whose answer is a vector, as rules and their templates ask them. Thread-safe.</summary>
internal sealed class RuleQueries(IQueryEngine engine, QueryOrigin? origin = null)
{
    /// <summary>The same for the rules of one group, which logs then name.</summary>
    internal RuleQueries From(QueryOrigin group) => new(engine, group);

    /// <summary>
    /// Asks for a vector; a scalar counts as one element without labels. False with the failure, in Prometheus's words.
    /// </summary>
    public bool TryAsk(
        string query,
        TimestampMs time,
        CancellationToken cancellationToken,
        out IReadOnlyList<VectorSample> samples,
        out RuleOutcome failure)
    {
        samples = [];
        failure = RuleOutcome.Of([]);
        var result = engine.Evaluate(
            QueryRequest.Instant(query, time) with { Origin = origin }, cancellationToken);
        switch (result.Value)
        {
            case VectorValue vector:
                samples = vector.Samples;
                return true;
            case ScalarValue scalar:
                samples = [new VectorSample(Labels.Empty, scalar.Timestamp, scalar.Number)];
                return true;
            case null:
                failure = RuleOutcome.Failed(
                    result.Failure?.Message ?? "the query has no answer",
                    result.Failure?.Kind == QueryFailureKind.Canceled);
                return false;
            default:
                failure = RuleOutcome.Failed("rule result is not a vector or scalar");
                return false;
        }
    }

    /// <summary>What templates see of a sample: a number, or a native histogram as text.</summary>
    public static TemplateValue TemplateValueOf(VectorSample sample) => sample.Histogram is { } histogram
        ? TemplateValue.Of(histogram.ToString())
        : TemplateValue.Of(sample.Value);

    /// <summary>What the template function <c>query</c> asks.</summary>
    public IReadOnlyList<QuerySampleValue> AskForTemplate(
        string query, TimestampMs time, CancellationToken cancellationToken) =>
        TryAsk(query, time, cancellationToken, out var samples, out var failure)
            ? [.. samples.Select(
                sample => new QuerySampleValue(MapValue.OfTexts(sample.Labels.ToPairs()), TemplateValueOf(sample)))]
            : throw new TemplateFailureException(failure.Error!);
}
