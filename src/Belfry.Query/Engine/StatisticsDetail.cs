namespace Belfry.Query.Engine;

/// <summary>How exactly a result says how many samples it took.</summary>
public enum StatisticsDetail
{
    /// <summary>What the engine really looked at and held, which costs nothing to know.</summary>
    Estimates,

    /// <summary>What Prometheus would say; counting costs a little.</summary>
    Exact,

    /// <summary>The same, and step by step if the engine's options allow it.</summary>
    PerStep,
}
