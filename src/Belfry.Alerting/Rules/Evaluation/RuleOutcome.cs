namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>What became of a rule's evaluation: samples to write, or an error in Prometheus's words.</summary>
internal sealed record RuleOutcome
{
    /// <summary>The samples; empty when it failed.</summary>
    public IReadOnlyList<EvaluatedSample> Samples { get; private init; } = [];

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; private init; }

    /// <summary>True when it was stopped on purpose, which is not a failure worth a word.</summary>
    public bool IsCanceled { get; private init; }

    /// <summary>A success.</summary>
    public static RuleOutcome Of(IReadOnlyList<EvaluatedSample> samples) => new() { Samples = samples };

    /// <summary>A failure.</summary>
    public static RuleOutcome Failed(string error, bool isCanceled = false) =>
        new() { Error = error, IsCanceled = isCanceled };
}
