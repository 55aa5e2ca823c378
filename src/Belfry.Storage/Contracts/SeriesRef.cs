namespace Belfry.Storage.Contracts;

/// <summary>
/// Names a series inside one running store; cheaper than its labels. Never reused for another series, so a reference
/// to a series that has gone is recognised. Meaningless after a restart. The default value refers to nothing.
/// </summary>
/// <param name="Value">0 for no series.</param>
public readonly record struct SeriesRef(ulong Value)
{
    /// <summary>True when this refers to nothing.</summary>
    public bool IsNone => Value == 0;
}
