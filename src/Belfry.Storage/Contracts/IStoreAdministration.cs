using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Blocks;

namespace Belfry.Storage.Contracts;

/// <summary>What an operator asks of the store. Thread-safe; each call may take long and blocks its caller.</summary>
public interface IStoreAdministration
{
    /// <summary>
    /// Writes a complete copy of the store in its long-term form under <c>snapshots/NAME</c> in the data folder and
    /// returns NAME. With <paramref name="skipHead"/> what is not yet in a block is left out.
    /// </summary>
    /// <exception cref="StorageFailureException">The copy could not be written; nothing of it is left.</exception>
    string Snapshot(bool skipHead);

    /// <summary>
    /// Deletes the samples of matching series from <paramref name="from"/> through <paramref name="through"/>, both
    /// inclusive: queries no longer see them when this returns, and a restart does not bring them back.
    /// </summary>
    /// <exception cref="StorageFailureException">The deletion could not be recorded.</exception>
    void Delete(IReadOnlyList<LabelMatcher> matchers, TimestampMs from, TimestampMs through);

    /// <summary>Rewrites blocks so that deleted samples no longer take room.</summary>
    /// <exception cref="StorageFailureException">A block could not be rewritten; the old one stays in use.</exception>
    void CleanTombstones();

    /// <summary>Figures of the head for the status page. Appending goes on meanwhile.</summary>
    HeadStatistics Statistics(int limit);

    /// <summary>The blocks in use, by rising start.</summary>
    IReadOnlyList<BlockManifest> Blocks();
}
