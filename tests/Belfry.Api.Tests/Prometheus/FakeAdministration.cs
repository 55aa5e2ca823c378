using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;

namespace Belfry.Api.Tests.Prometheus;

/// <summary>Writes down what an operator asked for.</summary>
internal sealed class FakeAdministration : IStoreAdministration
{
    internal List<string> Calls { get; } = [];

    /// <summary>What the next calls throw.</summary>
    internal StorageFailureException? Failure { get; set; }

    public string Snapshot(bool skipHead)
    {
        Write($"snapshot skipHead={skipHead}");
        return "20240229T010203Z-1";
    }

    public void Delete(IReadOnlyList<LabelMatcher> matchers, TimestampMs from, TimestampMs through) =>
        Write($"delete {string.Join(',', matchers)} {from.Value}..{through.Value}");

    public void CleanTombstones() => Write("clean");

    public HeadStatistics Statistics(int limit) => new()
    {
        SeriesCount = 5,
        LabelPairCount = 6,
        ChunkCount = 7,
        From = new TimestampMs(8),
        Through = new TimestampMs(9),
        SeriesCountByMetricName =
            [.. new[] { KeyValuePair.Create("up", 3L), KeyValuePair.Create("x", 2L) }.Take(limit)],
        ValueCountByLabelName = [KeyValuePair.Create("job", 2L)],
        BytesByLabelName = [KeyValuePair.Create("job", 20L)],
        SeriesCountByLabelPair = [KeyValuePair.Create("job=a", 1L)],
    };

    public IReadOnlyList<BlockManifest> Blocks() =>
    [
        new BlockManifest
        {
            Id = new BlockId(5),
            Kind = "metrics",
            MinTime = new TimestampMs(1000),
            MaxTime = new TimestampMs(2000),
            Level = 2,
            SampleCount = 30,
            SeriesCount = 10,
            ChunkCount = 20,
            Sources = [new BlockId(3), new BlockId(4)],
            FileSizesBytes = new Dictionary<string, long>(),
        },
    ];

    private void Write(string call)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        Calls.Add(call);
    }
}
