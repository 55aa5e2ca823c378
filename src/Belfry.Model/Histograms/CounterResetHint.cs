namespace Belfry.Model.Histograms;

/// <summary>
/// What is known about a counter reset between a native histogram and the one before it in its series. The values are
/// those of the exposition and chunk formats.
/// </summary>
public enum CounterResetHint : byte
{
    /// <summary>Nothing: whoever needs to know compares the two.</summary>
    Unknown,

    /// <summary>There was a reset.</summary>
    CounterReset,

    /// <summary>There was none.</summary>
    NotCounterReset,

    /// <summary>It is no counter, so the question does not arise.</summary>
    Gauge,
}
