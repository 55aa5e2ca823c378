namespace Belfry.Collectors.Host;

/// <summary>How a collector's run ended.</summary>
internal enum CollectOutcome
{
    /// <summary>What it reads is there but makes no sense, or it failed.</summary>
    Failed,

    /// <summary>The machine has nothing of the kind.</summary>
    NothingThere,

    /// <summary>Figures were written.</summary>
    Collected,
}
