using Belfry.Alerting.Rules.Model;
using Belfry.Alerting.Rules.Snapshots;
using Belfry.Model;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>
/// What a rule remembers between evaluations. Changed only by the thread that evaluates its group; others read
/// <see cref="Snapshot"/>.
/// </summary>
internal abstract class RuleState(RuleModel model)
{
    private volatile RuleSnapshot? snapshot;

    /// <summary>What is evaluated.</summary>
    public RuleModel Model { get; } = model;

    /// <summary>The series that the last successful evaluation wrote; those that vanish get a stale marker.</summary>
    public HashSet<Labels> PreviousSeries { get; set; } = [];

    /// <summary>How the last evaluation went.</summary>
    public RuleHealth Health { get; set; }

    /// <summary>Why it failed; empty when it did not.</summary>
    public string LastError { get; set; } = "";

    /// <summary>How long the last evaluation took.</summary>
    public TimeSpan EvaluationTime { get; set; }

    /// <summary>When the last evaluation began, by the wall clock.</summary>
    public DateTimeOffset? LastEvaluation { get; set; }

    /// <summary>The rule as it was after its last evaluation. Any thread may read it.</summary>
    public RuleSnapshot Snapshot => snapshot ?? Take();

    /// <summary>Evaluates the rule.</summary>
    public abstract RuleOutcome Evaluate(RuleMoment moment, RuleQueries queries);

    /// <summary>Lets other threads see the state as it is now.</summary>
    public void Publish() => snapshot = Take();

    /// <summary>The state as it is now.</summary>
    protected abstract RuleSnapshot Take();
}
