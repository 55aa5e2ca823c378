namespace Belfry.Alerting.Silences;

/// <summary>Where a silence stands in its life.</summary>
public enum SilenceState
{
    /// <summary>Its end has come.</summary>
    Expired,

    /// <summary>It silences alerts now.</summary>
    Active,

    /// <summary>Its start is still to come.</summary>
    Pending,
}
