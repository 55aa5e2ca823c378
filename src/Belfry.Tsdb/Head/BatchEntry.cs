namespace Belfry.Tsdb.Head;

/// <summary>
/// A batch's stay in the head: the least time it may append, which holds until it leaves. The default value is no stay.
/// </summary>
/// <param name="Generation">Which generation of batches it counts for; 0 for none.</param>
/// <param name="MinValidTimeMs">The least time it may append.</param>
internal readonly record struct BatchEntry(long Generation, long MinValidTimeMs)
{
    internal bool IsOpen => Generation != 0;
}
