using Belfry.Model;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>One sample that a rule writes.</summary>
/// <param name="Labels">The series, its name included.</param>
/// <param name="Value">The value.</param>
internal readonly record struct EvaluatedSample(Labels Labels, double Value);
