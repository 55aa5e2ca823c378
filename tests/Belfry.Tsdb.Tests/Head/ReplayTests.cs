using System.Globalization;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Head;
using Xunit;

namespace Belfry.Tsdb.Tests.Head;

public sealed class ReplayTests
{
    // More than two lanes take in one batch each, so that the threads work, and some left for their ends.
    private const int SampleCount = 700_000;
    private const int SeriesCount = 3_000;

    private static readonly Labels[] Names = [.. Enumerable.Range(0, SeriesCount)
        .Select(number => StoreFixture.Series("__name__=m,n=" + number.ToString(CultureInfo.InvariantCulture)))];

    [Fact]
    public void Many_samples_of_many_series_come_back_in_their_order()
    {
        var options = StoreFixture.Manual with { RunsInBackground = true };
        var disk = new MemoryDirectory();
        List<string> before;
        using (var store = StoreFixture.Open(disk, options))
        {
            Fill(store);
            before = store.Dump("__name__=m");
        }

        using var again = StoreFixture.Open(disk, options);

        Assert.Equal(SeriesCount, before.Count);
        Assert.Equal(before, again.Dump("__name__=m"));
    }

    [Fact]
    public void A_batch_gives_the_samples_of_each_series_in_the_order_in_which_they_came()
    {
        var random = new Random(1);
        var batch = new ReplayBatch();
        ReplayedSample[] sorted = [];
        var histogram = new IntegerHistogram { Schema = 1, Count = 1, Sum = 2 };
        var added = new List<(uint Id, long TimeMs, bool HasHistogram)>();
        foreach (var idMax in (int[])[1, 50, 5_000, 5_000_000])
        {
            added.Clear();
            while (!batch.IsFull)
            {
                var isHistogram = random.Next(100) == 0;
                var sample = new ReplayedSample { Id = (uint)random.Next(1, idMax + 1), TimeMs = added.Count };
                batch.Add(sample, isHistogram ? histogram : null);
                added.Add((sample.Id, sample.TimeMs, isHistogram));
            }

            var given = new List<(uint Id, long TimeMs, bool HasHistogram)>();
            foreach (ref readonly var sample in batch.BySeries(ref sorted))
            {
                given.Add((sample.Id, sample.TimeMs, batch.HistogramOf(sample) is not null));
            }

            Assert.Equal(added.OrderBy(one => one.Id), given.OrderBy(one => one.Id));
            var idMin = added.Min(one => one.Id);
            var neighbours = Math.Max(1, (added.Max(one => one.Id) - idMin + 1) / 1_024);
            Assert.All(given.Zip(given.Skip(1)), pair => Assert.True(pair.First.Id < pair.Second.Id + neighbours));
            batch.Clear();
        }
    }

    private static void Fill(TimeSeriesStore store)
    {
        var random = new Random(2);
        using var appender = store.Appender();
        var references = Names.Select(labels => appender.Resolve(labels)).ToArray();
        for (var written = 0; written < SampleCount; written++)
        {
            var reference = references[random.Next(SeriesCount)];
            if (random.Next(1_000) == 0)
            {
                appender.Append(
                    reference,
                    new TimestampMs(written),
                    new IntegerHistogram { Count = (ulong)written, ZeroCount = (ulong)written, Sum = written });
            }
            else
            {
                appender.Append(reference, new TimestampMs(written), random.Next(1 << 20));
            }

            if (written % 10_000 == 0)
            {
                appender.Commit();
            }
        }

        appender.Commit();
    }
}
