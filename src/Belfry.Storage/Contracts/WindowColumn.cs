namespace Belfry.Storage.Contracts;

/// <summary>
/// What is kept of the float samples of one window. The first six are whole numbers, the others floats. "First" and
/// "last" are by time; stale markers are no samples.
/// </summary>
public enum WindowColumn
{
    /// <summary>How many samples; 0 for a window that holds stale markers only.</summary>
    SampleCount,

    /// <summary>A <see cref="WindowMarks"/>.</summary>
    Marks,

    /// <summary>The time of the first sample, in milliseconds; meaningless without samples.</summary>
    FirstTime,

    /// <summary>The time of the last sample, in milliseconds; meaningless without samples.</summary>
    LastTime,

    /// <summary>How often a sample differs from the one before it in the window, as <c>changes</c> counts.</summary>
    Changes,

    /// <summary>How often a sample is less than the one before it in the window, as <c>resets</c> counts.</summary>
    Resets,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The least value; NaN only when all are.</summary>
    Min,

    /// <summary>The greatest value; NaN only when all are.</summary>
    Max,

    /// <summary>The first value.</summary>
    First,

    /// <summary>The last value.</summary>
    Last,

    /// <summary>
    /// The sum of the values that stood right before resets within the window: a counter's increase from the first
    /// sample to the last is <c>last - first + lost</c>.
    /// </summary>
    Lost,
}
