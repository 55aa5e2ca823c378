using System.Globalization;
using Belfry.Storage.Contracts;
using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Tsdb.Tests.Head;

/// <summary>
/// A journal as the program wrote it when files had version 1, with a checkpoint and a segment behind it: its bytes
/// were kept. It holds series <c>m{n="1"}</c> to <c>m{n="3"}</c> with 34 samples each (<c>m{n="4"}</c> has the last
/// four), 34 native histograms, a series of three samples, two exemplars, and a deletion of the first five samples of
/// <c>m{n="2"}</c>.
/// </summary>
public sealed class FormerJournalTests
{
    private const string Checkpoint =
        "QkZKCgEAAAABAAAA/3WUChIAAABXAZ9WAQEPCF9fbmFtZV9fAW0BbgExQgAAANv0EjEKAQABHgDI4gEAHgAAAAAAAAAAAOgH"
        + "xFf+wl//bAbWFtoNsC0tQntwNtC0tgfRTRaxPbwbcFpbQ+imi2CehRoU6EASAAAAQpbipQECDwhfX25hbWVfXwFtAW4BMkAA"
        + "AADmMkHfCgIAAR4AyOIBAB4AAAAAAAAAAADoB8INrBtgNqD7aDbAtLWH24G2haWwPopotI37eDbgtLaH0U0WwT0KNCnQgBIA"
        + "AAAeyW0IAQMPCF9fbmFtZV9fAW0BbgEzQwAAAGZsNL8KAwABHgDI4gEAHgAAAAAAAAAAAOgHwmQAoAJqF6ioac2h9sE1GlaS"
        + "P1AqA0GoHQ6gNAqD0CoDR83h9uE1GlbRfoqGEgAAAJkLUKsBBA8IX19uYW1lX18BaAFuATGcAQAAjpomSAoEAAIeAMjiAQAe"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0A8IAAAAAAAA8D8BAdAPCAAAAAAAAABAAgLQDwgAAAAAAAAIQAMD0A8IAAAAAAAA"
        + "EEAEBNAPCAAAAAAAABRABQXQDwgAAAAAAAAYQAYG0A8IAAAAAAAAHEAHB9APCAAAAAAAACBACAjQDwgAAAAAAAAiQAkJ0A8I"
        + "AAAAAAAAJEAKCtAPCAAAAAAAACZACwvQDwgAAAAAAAAoQAwM0A8IAAAAAAAAKkANDdAPCAAAAAAAACxADg7QDwgAAAAAAAAu"
        + "QA8P0A8IAAAAAAAAMEAQENAPCAAAAAAAADFAERHQDwgAAAAAAAAyQBIS0A8IAAAAAAAAM0ATE9APCAAAAAAAADRAFBTQDwgA"
        + "AAAAAAA1QBUV0A8IAAAAAAAANkAWFtAPCAAAAAAAADdAFxfQDwgAAAAAAAA4QBgY0A8IAAAAAAAAOUAZGdAPCAAAAAAAADpA"
        + "GhrQDwgAAAAAAAA7QBsb0A8IAAAAAAAAPEAcHNAPCAAAAAAAAD1AHR0UAAAAVVH3bgEFEQhfX25hbWVfXwNmZXcBbgExGwAA"
        + "AC4//qkKBQABAwDQDwADAAAAAAAAAAAA6AfEV/7CX/8BAAAAmRljfQA=";

    private const string Segment =
        "QkZKCgEAAAACAAAAxvy2aBIAAAAndjz5AQYPCF9fbmFtZV9fAW0BbgE0EgAAACnz1L0FEuDUA0A+MkBOM0BWgCIGQF4cAAAA"
        + "W3dw8wcE4NQDAAAAAAAAAAAAAAAAAAAAAAAAAD5AHh4SAAAAoAYG3wUSsOQDQD8yQE8zQFdAIgZAXxwAAAB5zmpoBwSw5AMA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAP0AfHxEAAACyWWizBRKA9ANAQDJAUDJAWCIGQGAcAAAAGlcnRQcEgPQDAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAEBAICAVAAAAdjGODQUT0IMEQECAM0BQgDNAWMAjBkBggBwAAABt/uoiBwTQgwQAAAAAAAAAAAAAAAAAAAAAAACA"
        + "QEAhIQUAAADGJQ/+AwIAwD4=";

    [Fact]
    public void A_journal_of_version_1_is_read_and_gone_on_with_in_a_file_of_version_2()
    {
        var disk = Former();
        var journal = (MemoryDirectory)disk.Subdirectory("journal");
        using (var store = StoreFixture.Open(disk))
        {
            AssertHasEverything(store);
            Assert.Equal(AppendOutcome.Appended, store.Write(StoreFixture.Series("__name__=few,n=1"), 3_000, 3));
            Assert.Equal(AppendOutcome.Appended, store.Write(StoreFixture.Series("__name__=new"), 3_000, 3));
        }

        Assert.Equal(
            Convert.FromBase64String(Segment),
            journal.ReadAll("00000002")[..Convert.FromBase64String(Segment).Length]);
        Assert.Equal(1, journal.ReadAll("00000002")[4]);
        Assert.Equal(2, journal.ReadAll("00000003")[4]);
        using var again = StoreFixture.Open(disk);
        Assert.Equal(["{__name__=\"new\"} 3000:3"], again.Dump("__name__=new"));
        Assert.Equal(["{__name__=\"few\", n=\"1\"} 0:0 1000:1 2000:2 3000:3"], again.Dump("__name__=few"));
    }

    [Fact]
    public void What_a_journal_of_version_1_told_is_told_by_a_checkpoint_of_version_2()
    {
        var disk = Former();
        var journal = (MemoryDirectory)disk.Subdirectory("journal");
        using (var store = StoreFixture.Open(disk, StoreFixture.Manual with { CheckpointSizeBytes = 0 }))
        {
            store.Write(StoreFixture.Series("__name__=new"), 3_000, 3);
            store.RunMaintenance(CancellationToken.None);
        }

        Assert.Equal(2, journal.ReadAll("checkpoint.00000003")[4]);
        Assert.DoesNotContain("00000002", journal.Files());
        using var again = StoreFixture.Open(disk);
        AssertHasEverything(again);
    }

    private static MemoryDirectory Former()
    {
        var disk = new MemoryDirectory();
        StoreFixture.Open(disk).Dispose();
        var journal = (MemoryDirectory)disk.Subdirectory("journal");
        foreach (var name in journal.Files())
        {
            journal.Delete(name);
        }

        Add(journal, "checkpoint.00000001", Checkpoint);
        Add(journal, "00000002", Segment);
        return disk;
    }

    private static void Add(MemoryDirectory journal, string name, string content)
    {
        journal.Create(name).Dispose();
        journal.Overwrite(name, Convert.FromBase64String(content));
    }

    private static void AssertHasEverything(TimeSeriesStore store)
    {
        var lines = new List<string>();
        for (var series = 1; series <= 4; series++)
        {
            var first = series == 4 ? 30 : series == 2 ? 5 : 0;
            var samples = Enumerable.Range(first, 34 - first).Select(number => string.Create(
                CultureInfo.InvariantCulture, $"{number * 1000}:{number * series}"));
            lines.Add($"{{__name__=\"m\", n=\"{series}\"}} " + string.Join(' ', samples));
        }

        Assert.Equal(lines, store.Dump("__name__=m"));
        Assert.Equal(["{__name__=\"few\", n=\"1\"} 0:0 1000:1 2000:2"], store.Dump("__name__=few"));
        Assert.Equal(34, store.Dump("__name__=h").Single().Split(' ').Count(part => part.Contains(':')));
    }
}
