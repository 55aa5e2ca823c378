namespace Belfry.Storage.Contracts;

/// <summary>
/// Which columns of windows somebody needs. Sample counts and marks are always there. None means that windows are of no
/// use at all: every sample is needed.
/// </summary>
[Flags]
public enum WindowParts
{
    /// <summary>Every sample itself.</summary>
    None = 0,

    /// <summary><see cref="WindowColumn.SampleCount"/>.</summary>
    SampleCount = 1 << WindowColumn.SampleCount,

    /// <summary><see cref="WindowColumn.Marks"/>.</summary>
    Marks = 1 << WindowColumn.Marks,

    /// <summary><see cref="WindowColumn.FirstTime"/>.</summary>
    FirstTime = 1 << WindowColumn.FirstTime,

    /// <summary><see cref="WindowColumn.LastTime"/>.</summary>
    LastTime = 1 << WindowColumn.LastTime,

    /// <summary><see cref="WindowColumn.Changes"/>.</summary>
    Changes = 1 << WindowColumn.Changes,

    /// <summary><see cref="WindowColumn.Resets"/>.</summary>
    Resets = 1 << WindowColumn.Resets,

    /// <summary><see cref="WindowColumn.Sum"/>.</summary>
    Sum = 1 << WindowColumn.Sum,

    /// <summary><see cref="WindowColumn.Min"/>.</summary>
    Min = 1 << WindowColumn.Min,

    /// <summary><see cref="WindowColumn.Max"/>.</summary>
    Max = 1 << WindowColumn.Max,

    /// <summary><see cref="WindowColumn.First"/>.</summary>
    First = 1 << WindowColumn.First,

    /// <summary><see cref="WindowColumn.Last"/>.</summary>
    Last = 1 << WindowColumn.Last,

    /// <summary><see cref="WindowColumn.Lost"/>.</summary>
    Lost = 1 << WindowColumn.Lost,

    /// <summary>What is always there.</summary>
    Always = SampleCount | Marks,

    /// <summary>Every column.</summary>
    All = (1 << (WindowColumn.Lost + 1)) - 1,
}
