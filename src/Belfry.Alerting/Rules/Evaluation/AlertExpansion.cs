using Belfry.Alerting.Rules.Model;
using Belfry.Alerting.Templates.Prometheus;
using Belfry.Alerting.Templates.Values;
using Belfry.Query.Engine;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>Expands the templates of a rule for one element of its answer. Used by one thread.</summary>
internal sealed class AlertExpansion
{
    private readonly AlertingRuleModel model;
    private readonly Action<string, string> onFailed;
    private readonly Lazy<StructValue> data;
    private readonly PrometheusHost host;

    internal AlertExpansion(
        AlertingRuleModel model,
        VectorSample sample,
        RuleMoment moment,
        RuleQueries queries,
        Action<string, string> onFailed)
    {
        this.model = model;
        this.onFailed = onFailed;
        host = new PrometheusHost(
            query => queries.AskForTemplate(query, moment.Time, moment.CancellationToken),
            moment.Time,
            moment.Context.ExternalUrl);
        data = new Lazy<StructValue>(() => Data(sample, moment.Context));
    }

    /// <summary>The expanded text, or Prometheus's text for a template that failed.</summary>
    public string Expand(RuleTemplate template)
    {
        var outcome = template.Expand(template.IsConstant ? TemplateValue.Missing : data.Value, host);
        if (outcome.TryGet(out var text, out var error))
        {
            return text;
        }

        onFailed(model.Name, error);
        return $"<error expanding template: {error}>";
    }

    private static StructValue Data(VectorSample sample, RuleBuildContext context) => new(
        "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }",
        [
            KeyValuePair.Create<string, TemplateValue>("Labels", MapValue.OfTexts(sample.Labels.ToPairs())),
            KeyValuePair.Create<string, TemplateValue>(
                "ExternalLabels", MapValue.OfTexts(context.ExternalLabels.ToPairs())),
            KeyValuePair.Create("ExternalURL", TemplateValue.Of(context.ExternalUrl)),
            KeyValuePair.Create("Value", RuleQueries.TemplateValueOf(sample)),
        ]);
}
