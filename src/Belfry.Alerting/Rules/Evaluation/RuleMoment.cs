using Belfry.Model;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>One evaluation of a group: its time, and what its rules need to know.</summary>
/// <param name="Time">The time that the group was due.</param>
/// <param name="QueryTime">The time of queries and samples: earlier by the query offset.</param>
/// <param name="Limit">The most series or alerts of one rule; zero or less for any number.</param>
/// <param name="Context">What holds for all groups.</param>
/// <param name="CancellationToken">Ends queries when the group is stopped.</param>
internal sealed record RuleMoment(
    TimestampMs Time,
    TimestampMs QueryTime,
    int Limit,
    RuleBuildContext Context,
    CancellationToken CancellationToken);
