namespace Belfry.Model.Histograms;

/// <summary>What a query should tell of an addition or a subtraction of histograms.</summary>
[Flags]
public enum HistogramRemarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>One histogram says that there was a reset, and the other that there was none.</summary>
    CounterResetCollision = 1,

    /// <summary>The custom bounds differ, and the result has those that both have.</summary>
    BoundsReconciled = 2,
}
