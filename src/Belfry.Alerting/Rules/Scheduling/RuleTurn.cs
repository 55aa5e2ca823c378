using Belfry.Alerting.Rules.Evaluation;
using Belfry.Model;

namespace Belfry.Alerting.Rules.Scheduling;

/// <summary>A group whose evaluation is due.</summary>
/// <param name="Group">The group; nobody else evaluates it until the turn is completed.</param>
/// <param name="Time">The time to evaluate it at.</param>
/// <param name="MissedCount">How many evaluations before this one are skipped because they come too late.</param>
internal sealed record RuleTurn(RuleGroupState Group, TimestampMs Time, long MissedCount);
