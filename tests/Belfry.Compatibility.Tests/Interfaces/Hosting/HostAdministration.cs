using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>A store that does what it is asked, or fails.</summary>
/// <param name="fails">Whether everything fails.</param>
internal sealed class HostAdministration(bool fails = false) : IStoreAdministration
{
    public string Snapshot(bool skipHead)
    {
        FailIfSet();
        return "20240229T010203Z-1";
    }

    public void Delete(IReadOnlyList<LabelMatcher> matchers, TimestampMs from, TimestampMs through) => FailIfSet();

    public void CleanTombstones() => FailIfSet();

    public HeadStatistics Statistics(int limit)
    {
        FailIfSet();
        return new HeadStatistics
        {
            SeriesCount = 0,
            LabelPairCount = 0,
            ChunkCount = 0,
            From = null,
            Through = null,
            SeriesCountByMetricName = [],
            ValueCountByLabelName = [],
            BytesByLabelName = [],
            SeriesCountByLabelPair = [],
        };
    }

    public IReadOnlyList<BlockManifest> Blocks() => [];

    private void FailIfSet()
    {
        if (fails)
        {
            throw new StorageFailureException("disk failed", "head", -1, "look at the disk");
        }
    }
}
