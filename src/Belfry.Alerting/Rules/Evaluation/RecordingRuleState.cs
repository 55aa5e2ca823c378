using System.Globalization;
using Belfry.Alerting.Rules.Model;
using Belfry.Alerting.Rules.Snapshots;
using Belfry.Model;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>A recording rule: names and labels its answer, and refuses to write a series twice.</summary>
internal sealed class RecordingRuleState(RecordingRuleModel model) : RuleState(model)
{
    private readonly LabelsBuilder labels = new();

    /// <inheritdoc/>
    public override RuleOutcome Evaluate(RuleMoment moment, RuleQueries queries)
    {
        if (!queries.TryAsk(
            model.Query, moment.QueryTime, moment.CancellationToken, out var answer, out var failure))
        {
            return failure;
        }

        var seen = new HashSet<Labels>();
        var samples = new List<EvaluatedSample>(answer.Count);
        foreach (var sample in answer)
        {
            labels.Reset(sample.Labels);
            labels.Set(LabelNames.MetricName, model.Name);
            foreach (var label in model.Labels)
            {
                labels.Set(label.Name, label.Text);
            }

            var series = labels.ToLabels();
            if (!seen.Add(series))
            {
                return RuleOutcome.Failed("vector contains metrics with the same labelset after applying rule labels");
            }

            samples.Add(new EvaluatedSample(series, sample.Value) { Histogram = sample.Histogram });
        }

        return moment.Limit > 0 && samples.Count > moment.Limit
            ? RuleOutcome.Failed(string.Create(
                CultureInfo.InvariantCulture, $"exceeded limit of {moment.Limit} with {samples.Count} series"))
            : RuleOutcome.Of(samples);
    }

    /// <inheritdoc/>
    protected override RuleSnapshot Take() => new()
    {
        IsAlerting = false,
        Name = model.Name,
        Query = model.Query,
        Labels = model.Labels,
        Health = Health,
        LastError = LastError,
        EvaluationTime = EvaluationTime,
        LastEvaluation = LastEvaluation,
    };
}
