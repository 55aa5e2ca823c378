namespace Belfry.Storage.Contracts;

/// <summary>What became of one sample. Everything but <see cref="Appended"/> means that it is not stored.</summary>
public enum AppendOutcome
{
    /// <summary>The reference names no living series: resolve the labels again and retry.</summary>
    UnknownSeries,

    /// <summary>The sample is part of the batch; it is kept once the batch is committed.</summary>
    Appended,

    /// <summary>Older than the newest sample of its series, outside any out-of-order window.</summary>
    OutOfOrder,

    /// <summary>Inside an out-of-order configuration, but older than its window.</summary>
    TooOld,

    /// <summary>Outside the time range that the store takes at all.</summary>
    OutOfBounds,

    /// <summary>The series has another value at this very time. An equal value is <see cref="Appended"/>.</summary>
    DuplicateTimestamp,

    /// <summary>A limit on series or labels forbids it.</summary>
    LimitReached,
}
