using Belfry.Model;

namespace Belfry.Storage.Contracts;

/// <summary>
/// Tells when samples changed, so that what was computed from them can be used again (docs/adr/0014-result-reuse.md).
/// It may tell of more changes than there were, never of fewer. Thread-safe.
/// </summary>
public interface IChangeRecord
{
    /// <summary>
    /// Every change up to this version is complete: a view that is opened after it was read sees them all.
    /// </summary>
    long Version { get; }

    /// <summary>
    /// The first stretch of time within <paramref name="from"/> through <paramref name="through"/>, both inclusive, in
    /// which any sample changed after <paramref name="version"/>, or is about to; false when there is none.
    /// </summary>
    bool TryFindChange(
        long version,
        TimestampMs from,
        TimestampMs through,
        out TimestampMs changedFrom,
        out TimestampMs changedThrough);
}
