using Belfry.Alerting.Templates.Functions;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Prometheus;

/// <summary>What the functions of rule and console templates know of the evaluation that they are part of.</summary>
/// <param name="Query">
/// Answers a query at the evaluation's time; throws <see cref="TemplateFailureException"/> when there is no answer.
/// </param>
/// <param name="Time">The evaluation's time.</param>
/// <param name="ExternalUrl">Where this server is reached from outside.</param>
internal sealed record PrometheusHost(
    Func<string, IReadOnlyList<QuerySampleValue>> Query, TimestampMs Time, string ExternalUrl);
