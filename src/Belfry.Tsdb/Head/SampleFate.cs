namespace Belfry.Tsdb.Head;

/// <summary>What a series did with a committed sample.</summary>
internal enum SampleFate
{
    /// <summary>There is another sample at this time, which was first: it stays.</summary>
    Conflicting,

    /// <summary>The series already has exactly this sample.</summary>
    Known,

    /// <summary>It is stored.</summary>
    Stored,

    /// <summary>It is stored, behind a newer one.</summary>
    StoredBehind,

    /// <summary>It is stored, and a chunk was begun with it.</summary>
    StoredInNewChunk,
}
