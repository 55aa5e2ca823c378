using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Head;
using Xunit;

namespace Belfry.Tsdb.Tests.Head;

public sealed class SeriesRecordTests
{
    // Two pairs, a="1" and b="2"; series 7 has both, series 8 the first of them (shared with series 7).
    private static readonly byte[] Sound = [2, 1, 97, 1, 49, 1, 98, 1, 50, 14, 2, 0, 0, 0, 1, 2, 1, 1, 0];

    [Fact]
    public void A_record_tells_ids_and_labels()
    {
        var record = new SeriesRecord();

        record.Read(Sound);

        Assert.Equal(2, record.Count);
        Assert.Equal((7u, 8u), (record.IdOf(0), record.IdOf(1)));
        Assert.Equal((2, 1), (record.Uses(0), record.Uses(1)));
        Share(record, Sound);
        Assert.Equal(StoreFixture.Series("a=1,b=2").Canonical, record.LabelsOf(0));
        Assert.Equal(StoreFixture.Series("a=1").Canonical, record.LabelsOf(1));
    }

    [Theory]
    [InlineData(0, 200)] // more pairs than the record has room for
    [InlineData(0, 3)] // a pair that runs into what follows
    [InlineData(1, 0)] // an empty name
    [InlineData(3, 0)] // an empty value
    [InlineData(3, 120)] // a value that ends behind the record
    [InlineData(9, 0)] // id 0
    [InlineData(9, 13)] // a falling id below the first
    [InlineData(10, 0)] // no labels
    [InlineData(10, 100)] // more labels than there are places
    [InlineData(11, 1)] // a first label like that of no series before
    [InlineData(12, 1)] // a last one
    [InlineData(13, 1)] // twice the same name
    [InlineData(13, 2)] // a place behind the pairs
    [InlineData(14, 0)] // a name that does not rise
    [InlineData(17, 3)] // more shared than the series before has
    public void A_record_that_makes_no_sense_is_refused(int place, byte octet)
    {
        var bytes = (byte[])Sound.Clone();
        bytes[place] = octet;

        Assert.Throws<StorageFailureException>(() => new SeriesRecord().Read(bytes));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var random = new Random(5);
        var record = new SeriesRecord();
        var refusedCount = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = (byte[])Sound.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                record.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)));
            }
            catch (StorageFailureException)
            {
                refusedCount++;
            }
        }

        Assert.InRange(refusedCount, 1, 19_999);
    }

    [Fact]
    public void Series_of_all_shapes_come_back_from_the_journal_and_from_a_checkpoint()
    {
        var random = new Random(3);
        var names = Enumerable.Range(0, 3_000).Select(_ => Shape(random)).Distinct().ToList();
        var disk = new MemoryDirectory();
        var options = StoreFixture.Manual with { CheckpointSizeBytes = 0 };
        using (var store = StoreFixture.Open(disk, options))
        {
            using var appender = store.Appender();
            for (var index = 0; index < names.Count; index++)
            {
                appender.Append(names[index], 1_000, index);
                if (random.Next(40) == 0)
                {
                    appender.Commit();
                }
            }

            appender.Commit();
        }

        var expected = names.Select((labels, index) => $"{labels} 1000:{index}").Order(StringComparer.Ordinal).ToList();
        using (var fromJournal = StoreFixture.Open(disk, options))
        {
            Assert.Equal(expected, fromJournal.Dump("zone=~.*").Order(StringComparer.Ordinal));
            fromJournal.Write(StoreFixture.Series("__name__=other"), 1_000, 1);
            fromJournal.RunMaintenance(CancellationToken.None);
        }

        Assert.Contains(disk.Subdirectory("journal").Files(), name => name.StartsWith("checkpoint", StringComparison.Ordinal));
        using var fromCheckpoint = StoreFixture.Open(disk, options);
        Assert.Equal(expected, fromCheckpoint.Dump("__name__!=other").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Series_that_share_labels_take_a_few_bytes_each()
    {
        var disk = new MemoryDirectory();
        using (var store = StoreFixture.Open(disk))
        {
            using var appender = store.Appender();
            for (var index = 0; index < 1_000; index++)
            {
                var text = $"__name__=node_cpu_seconds_total,cpu={index},instance=host-1.example.org:9100,job=node,mode=user";
                appender.Append(StoreFixture.Series(text), 1_000, 1);
            }

            appender.Commit();
        }

        // A series: its number in the list of pairs and six bytes; and nine for `cpu="123"` itself; and its sample.
        var lengthBytes = disk.Subdirectory("journal").Files().Sum(
            name => ((MemoryDirectory)disk.Subdirectory("journal")).ReadAll(name).Length);
        Assert.InRange(lengthBytes, 1, 25_000);
    }

    private static void Share(SeriesRecord record, byte[] payload)
    {
        for (var pair = 0; pair < record.PairCount; pair++)
        {
            record.Share(pair, new LabelPair(record.Canonical(payload, pair)));
        }
    }

    private static Labels Shape(Random random)
    {
        var labels = new List<(string Name, string Value)> { ("__name__", "m" + random.Next(20)) };
        for (var count = random.Next(0, 8); count > 0; count--)
        {
            labels.Add(("l" + random.Next(40), new string('v', random.Next(1, 200)) + random.Next(9)));
        }

        return Labels.From(labels.DistinctBy(label => label.Name));
    }
}
