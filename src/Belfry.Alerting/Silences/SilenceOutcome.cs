namespace Belfry.Alerting.Silences;

/// <summary>What became of a request to change a silence.</summary>
public enum SilenceOutcome
{
    /// <summary>There is no silence of this id.</summary>
    NotFound,

    /// <summary>The silence breaks a rule; the error says which.</summary>
    Invalid,

    /// <summary>There are as many silences as there may be.</summary>
    LimitReached,

    /// <summary>Done.</summary>
    Done,
}
