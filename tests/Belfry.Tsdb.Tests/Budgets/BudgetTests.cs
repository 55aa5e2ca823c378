using Belfry.Encoding.Chunks;
using Belfry.Model;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Testing.Budgets;
using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Tsdb.Tests.Budgets;

/// <summary>
/// Measures what the members in <c>bench/budgets.json</c> allocate in steady state. Another test
/// (<c>tests/Belfry.Architecture.Tests/HotPathTests.cs</c>) sees that every marked member is there and measured.
/// </summary>
public sealed class BudgetTests : IDisposable
{
    private readonly TimeSeriesStore store = StoreFixture.Open(new MemoryDirectory());
    private readonly ISampleAppender appender;
    private readonly Labels labels = StoreFixture.Series("__name__=up,job=node,instance=a");
    private readonly SampleColumns columns = new();
    private readonly byte[] bytes = new byte[4096];
    private readonly byte[] chunk = new byte[4096];
    private readonly long[] times = new long[120];
    private readonly double[] values = new double[120];
    private XorChunkAppender chunkAppender;
    private int chunkLengthBytes;
    private SeriesRef series;
    private long timeMs = 1_700_000_000_000;
    private int batchCount;

    public BudgetTests()
    {
        appender = store.Appender();
        series = appender.Resolve(labels);
        for (var index = 0; index < times.Length; index++)
        {
            chunkAppender.Append(chunk, timeMs + (index * 15_000L), index * 0.3);
        }

        chunkLengthBytes = chunkAppender.LengthBytes;
    }

    public static TheoryData<string, long> Budgets => [.. AllocationBudgets.MeasuredBy(nameof(BudgetTests))];

    public void Dispose()
    {
        appender.Dispose();
        columns.Dispose();
        store.Dispose();
    }

    [Theory, MemberData(nameof(Budgets))]
    public void A_hot_path_stays_within_its_budget(string member, long allocatedBytes) =>
        Assert.InRange(AllocationBudgets.PerCall(CallOf(member)), 0, allocatedBytes);

    /// <summary>One commit, whatever its length, may allocate a little; its samples nothing.</summary>
    [Fact]
    public void A_commit_of_a_thousand_samples_stays_within_its_budget()
    {
        var many = Enumerable.Range(0, 1000)
            .Select(index => appender.Resolve(StoreFixture.Series($"__name__=up,instance=i{index}"))).ToArray();

        // Some rounds close chunks, which the head keeps; most do not.
        var least = Enumerable.Range(0, 40).Min(_ => AllocationBudgets.Allocated(() =>
        {
            timeMs += 15_000;
            foreach (var one in many)
            {
                appender.Append(one, new TimestampMs(timeMs), 1);
            }

            appender.Commit();
        }));

        Assert.InRange(least, 0, AllocationBudgets.OfBatch("commit of 1000 samples"));
    }

    // A measurement that cannot fail measures nothing.
    [Fact]
    public void What_allocates_is_seen() =>
        Assert.True(AllocationBudgets.PerCall(() => GC.KeepAlive(new object())) >= 16);

    private Action CallOf(string member) => member switch
    {
        "Belfry.Storage.Contracts.ISampleAppender.Resolve(ReadOnlySpan<byte>, ulong)" =>
            () => series = appender.Resolve(labels.Canonical, labels.Hash),
        "Belfry.Storage.Contracts.ISampleAppender.Append(SeriesRef, TimestampMs, double)" => Append,
        "Belfry.Storage.Contracts.SampleColumns.Add(long, double)" => AddToColumns,
        "Belfry.Storage.Blocks.Crc32C.Compute(ReadOnlySpan<byte>, uint)" => () => Crc32C.Compute(bytes),
        "Belfry.Encoding.Chunks.XorChunkAppender.Append(Span<byte>, long, double)" => AppendToChunk,
        "Belfry.Encoding.Chunks.XorChunk.TryDecode(ReadOnlySpan<byte>, Span<long>, Span<double>)" =>
            () => Assert.True(XorChunk.TryDecode(chunk.AsSpan(0, chunkLengthBytes), times, values)),
        "Belfry.Model.Uvarint.Write(Span<byte>, ulong)" => () => Uvarint.Write(bytes, ulong.MaxValue),
        "Belfry.Model.XxHash64.Hash(ReadOnlySpan<byte>)" => () => XxHash64.Hash(bytes),
        _ => throw new ArgumentException($"nothing measures {member}", nameof(member)),
    };

    private void Append()
    {
        if (++batchCount == 1000)
        {
            // An abandoned batch: what a commit costs is measured on its own.
            appender.Dispose();
            batchCount = 0;
        }

        appender.Append(series, new TimestampMs(++timeMs), 1);
    }

    private void AddToColumns()
    {
        if (columns.Count == 1000)
        {
            columns.Clear();
        }

        columns.Add(++timeMs, 1);
    }

    private void AppendToChunk()
    {
        if (chunkAppender.LengthBytes > bytes.Length - XorChunkAppender.SpareBytes)
        {
            chunkAppender = default;
        }

        chunkAppender.Append(bytes, timeMs += 15_000, timeMs * 0.1);
    }
}
