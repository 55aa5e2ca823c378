using Belfry.Storage.Contracts;
using Belfry.Tsdb.Head;
using Xunit;

namespace Belfry.Tsdb.Tests.Head;

public sealed class ReplayWorkerTests
{
    [Fact]
    public void Loads_are_stored_in_their_order_before_draining_returns()
    {
        var stored = new List<int>();
        using var worker = new ReplayWorker<Load>(2, load => stored.Add(load.Number));
        var next = new Load();
        for (var number = 0; number < 1000; number++)
        {
            next.Number = number;
            next = worker.Send(next);
        }

        worker.Drain();

        Assert.Equal(Enumerable.Range(0, 1000), stored);
    }

    [Fact]
    public void What_fails_beside_is_thrown_where_the_journal_is_read_and_nothing_behind_it_is_stored()
    {
        var stored = new List<int>();
        using var worker = new ReplayWorker<Load>(8, load =>
        {
            if (load.Number == 2)
            {
                throw HeadRecords.Malformed();
            }

            stored.Add(load.Number);
        });
        for (var number = 0; number < 3; number++)
        {
            worker.Send(new Load { Number = number });
        }

        Assert.Throws<StorageFailureException>(worker.Drain);
        Assert.Throws<StorageFailureException>(() => worker.Send(new Load { Number = 3 }));
        Assert.Equal([0, 1], stored);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_record_of_chunks_that_makes_no_sense_ends_the_replay(int laneCount)
    {
        using var replay = new HeadReplay(new HeadStore(StoreFixture.Manual), laneCount);

        Assert.Throws<StorageFailureException>(() =>
        {
            // The second pushes the first on its way.
            replay.Handle(HeadRecords.Chunks, [2, 1, 200]);
            replay.Handle(HeadRecords.Chunks, [2, 1, 200]);
            replay.Complete();
        });
    }

    private sealed class Load
    {
        internal int Number { get; set; }
    }
}
