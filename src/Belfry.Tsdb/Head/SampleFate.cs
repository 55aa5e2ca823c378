namespace Belfry.Tsdb.Head;

/// <summary>What a series did with a committed sample.</summary>
internal enum SampleFate
{
    /// <summary>Another batch had put another value at this time: the first one stays.</summary>
    Conflicting,

    /// <summary>The series already has exactly this sample.</summary>
    Known,

    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>It is stored, and a chunk was closed for it.</summary>
    StoredInNewChunk,
}
