using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>One sample that a rule writes.</summary>
/// <param name="Labels">The series, its name included.</param>
/// <param name="Value">The value; means nothing when it is a native histogram.</param>
internal readonly record struct EvaluatedSample(Labels Labels, double Value)
{
    /// <summary>The value when it is a native histogram; else null.</summary>
    public FloatHistogram? Histogram { get; init; }
}
