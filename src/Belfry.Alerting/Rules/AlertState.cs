namespace Belfry.Alerting.Rules;

/// <summary>What an alert, or the most urgent alert of a rule, is doing. Ordered by urgency.</summary>
public enum AlertState
{
    /// <summary>The rule was not evaluated yet.</summary>
    Unknown,

    /// <summary>The condition does not hold; or not any more, and the alert is being sent as resolved.</summary>
    Inactive,

    /// <summary>The condition holds, but not for long enough.</summary>
    Pending,

    /// <summary>The condition holds for long enough, or the alert is kept firing.</summary>
    Firing,
}
