using System.Text.RegularExpressions;
using Belfry.Model;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Tests.Model;

namespace Belfry.Tsdb.Tests.Damage;

/// <summary>A data folder that has a file of every kind, and what a store answers from it.</summary>
internal sealed partial class DataFolder
{
    private static readonly Labels[] AllSeries =
    [
        .. Enumerable.Range(0, 8).Select(index => StoreFixture.Series($"__name__=m{index % 3},instance=i{index},job=j{index % 2}")),
        StoreFixture.Series("__name__=lonely"),
    ];

    private readonly Random random;
    private long nowMs = 100_000;

    internal DataFolder(int seed)
    {
        random = new Random(seed);
        using (var store = StoreFixture.Open(Disk, Options))
        {
            Fill(store, 6);
            Delete(store, "instance=i1", -4000, -2000);
            Fill(store, 4);
            store.RunMaintenance(CancellationToken.None);
        }

        using (var store = StoreFixture.Open(Disk, Options))
        {
            Fill(store, 1);
            Delete(store, "job=j1", -5000, -200);
            Fill(store, 1);
        }

        Truth = Model;
        TierTruth = TierAnswers.Of(Model);
        Files = [.. Walk(Disk, "")];
    }

    internal static StoreOptions Options { get; } = StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromMilliseconds(1000),
        SamplesPerChunkMax = 12,
        JournalSegmentSizeBytesMax = 1500,
        Tiers = [new(TimeSpan.FromMilliseconds(250), null), new(TimeSpan.FromMilliseconds(1000), null)],
        Seed = 3,
    };

    internal MemoryDirectory Disk { get; } = new();

    /// <summary>What a store on the whole folder answers.</summary>
    internal ModelStore Truth { get; }

    /// <summary>What it answers from its tiers.</summary>
    internal IReadOnlyDictionary<(Labels Labels, long Range), (long Count, double Max)> TierTruth { get; }

    /// <summary>Every file that is not empty, as path and kind.</summary>
    internal IReadOnlyList<(string Path, string Kind)> Files { get; }

    private ModelStore Model { get; } = new();

    /// <summary>The folder and the name of a file in a copy of the folder.</summary>
    internal static (MemoryDirectory Folder, string Name) Locate(MemoryDirectory root, string path)
    {
        var parts = path.Split('/');
        var folder = parts[..^1].Aggregate(root, (outer, name) => (MemoryDirectory)outer.Subdirectory(name));
        return (folder, parts[^1]);
    }

    /// <summary>All bytes of all files but the lock, to see whether anything was touched.</summary>
    internal static IReadOnlyDictionary<string, string> Bytes(MemoryDirectory root) => Walk(root, "", withEmpty: true)
        .Where(file => file.Path != "lock")
        .ToDictionary(file => file.Path, file =>
        {
            var (folder, name) = Locate(root, file.Path);
            return Convert.ToHexString(folder.ReadAll(name));
        });

    private void Fill(TimeSeriesStore store, int rounds)
    {
        for (var batch = 0; batch < rounds * 12; batch++)
        {
            using var appender = store.Appender();
            foreach (var labels in AllSeries)
            {
                nowMs += 12;
                Append(appender, labels);
            }

            appender.Commit();
            if (batch % 12 == 11)
            {
                store.RunMaintenance(CancellationToken.None);
            }
        }
    }

    private void Append(Storage.Contracts.ISampleAppender appender, Labels labels)
    {
        var series = appender.Resolve(labels);
        var isHistogram = labels.MetricName == "m2";
        if (isHistogram)
        {
            var histogram = RandomHistogram.Next(random);
            appender.Append(series, new TimestampMs(nowMs), histogram);
            Model.Add(labels, ModelSample.Of(nowMs, histogram));
            return;
        }

        var value = random.Next(1000) * 0.1;
        appender.Append(series, new TimestampMs(nowMs), value);
        Model.Add(labels, ModelSample.Of(nowMs, value));
    }

    private void Delete(TimeSeriesStore store, string matcher, long from, long through)
    {
        store.Delete([StoreFixture.Matcher(matcher)], new TimestampMs(nowMs + from), new TimestampMs(nowMs + through));
        Model.Delete([StoreFixture.Matcher(matcher)], nowMs + from, nowMs + through);
    }

    private static IEnumerable<(string Path, string Kind)> Walk(MemoryDirectory folder, string path, bool withEmpty = false)
    {
        foreach (var name in folder.Files().Where(name => withEmpty || folder.ReadAll(name).Length > 0))
        {
            yield return (path + name, KindOf(path + name));
        }

        foreach (var name in folder.Directories())
        {
            foreach (var file in Walk((MemoryDirectory)folder.Subdirectory(name), $"{path}{name}/", withEmpty))
            {
                yield return file;
            }
        }
    }

    // Files of one kind differ by numbers and by the names of blocks.
    private static string KindOf(string path) => Numbers().Replace(path, "N");

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{26}|[0-9]{8,}")]
    private static partial Regex Numbers();
}
