namespace Belfry.Alerting.Rules;

/// <summary>How the last evaluation of a rule went.</summary>
public enum RuleHealth
{
    /// <summary>It was not evaluated yet.</summary>
    Unknown,

    /// <summary>It gave an answer, and all of it was stored.</summary>
    Good,

    /// <summary>It failed; see the last error.</summary>
    Bad,
}
