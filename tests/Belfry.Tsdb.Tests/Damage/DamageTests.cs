using System.Globalization;
using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Testing.Events;
using Belfry.Testing.Metrics;
using Belfry.Testing.Time;
using Belfry.Tsdb.Tests.Model;
using Xunit;

namespace Belfry.Tsdb.Tests.Damage;

/// <summary>
/// One damage at a time to every kind of file in a data folder. Either it is told (a start or a query refuses, or an
/// event and a counter tell) and what is still answered is true, or every answer is as it was. Only
/// <c>format.json</c> may keep the store from opening. <c>BELFRY_DAMAGES</c> is the number per kind of file and of
/// damage.
/// </summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    private static readonly Seed Seed = new(4711);
    private static readonly DataFolder Folder = new(Seed.Value);

    private static int CountPerKind => int.Parse(
        Environment.GetEnvironmentVariable("BELFRY_DAMAGES") ?? "60", CultureInfo.InvariantCulture);

    public static TheoryData<string> Kinds => [.. Folder.Files.Select(file => file.Kind).Distinct()];

    [Fact]
    public void The_folder_has_a_file_of_every_kind_and_answers_the_truth()
    {
        Assert.Superset(
            new HashSet<string>
            {
                "format.json", "journal/N", "journal/checkpoint.N", "blocks/N/manifest.json", "blocks/N/index",
                "blocks/N/chunks", "blocks/N/tombstones", "tiers/250ms/N/manifest.json", "tiers/250ms/N/index",
                "tiers/250ms/N/chunks",
            },
            Folder.Files.Select(file => file.Kind).ToHashSet());
        using var store = StoreFixture.Open(Folder.Disk.ProcessClone(), DataFolder.Options);

        Assert.Null(ModelComparison.Difference(store, Folder.Truth, [], long.MinValue, long.MaxValue));
        foreach (var tier in DataFolder.Options.Tiers)
        {
            Assert.Equal(Folder.TierTruth, TierAnswers.Of(store, tier.Resolution, out var isRefused));
            Assert.False(isRefused);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Flipped_bits_are_told_or_harmless(string kind) => Damage(kind, Damaging.FlippedBit);

    [Theory, MemberData(nameof(Kinds))]
    public void Files_that_are_cut_short_are_told_or_harmless(string kind) => Damage(kind, Damaging.CutShort);

    [Theory, MemberData(nameof(Kinds))]
    public void Zeros_instead_of_bytes_are_told_or_harmless(string kind) => Damage(kind, Damaging.Zeros);

    private void Damage(string kind, Damaging damaging)
    {
        var files = Folder.Files.Where(file => file.Kind == kind).ToList();
        int told = 0, harmless = 0;
        Parallel.For(0, CountPerKind, number =>
        {
            var random = new Random((Seed.Value * 31) + kind.Sum(letter => letter) + number);
            var path = files[random.Next(files.Count)].Path;
            var disk = Folder.Disk.ProcessClone();
            var place = Damage(disk, path, damaging, random);
            try
            {
                var isTold = new DamagedStore(disk, kind).IsTold(Folder.Truth);
                Interlocked.Increment(ref isTold ? ref told : ref harmless);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{damaging} in {path} at {place} ({Seed}): {failure.Message}", failure);
            }
        });
        output.WriteLine($"{kind}: {told} told, {harmless} harmless");
    }

    private static string Damage(MemoryDirectory disk, string path, Damaging damaging, Random random)
    {
        var (folder, name) = DataFolder.Locate(disk, path);
        var bytes = folder.ReadAll(name);
        var at = random.Next(bytes.Length);
        var bit = random.Next(8);
        switch (damaging)
        {
            case Damaging.FlippedBit:
                bytes[at] ^= (byte)(1 << bit);
                break;
            case Damaging.CutShort:
                bytes = bytes[..at];
                break;
            default:
                Array.Clear(bytes, at, Math.Min(bytes.Length - at, 1 << random.Next(10)));
                break;
        }

        folder.Overwrite(name, bytes);
        return string.Create(CultureInfo.InvariantCulture, $"{at}.{bit} of {bytes.Length}");
    }

    /// <summary>What becomes of a store on a damaged folder.</summary>
    private sealed class DamagedStore(MemoryDirectory disk, string kind)
    {
        private readonly EventLog<TimeSeriesStore> events = new();
        private bool isTold;

        internal bool IsTold(ModelStore truth)
        {
            for (var start = 0; start < 2; start++)
            {
                try
                {
                    using var store = TimeSeriesStore.Open(disk, DataFolder.Options, new ManualClock(), events);
                    Ask(store, truth);
                    store.RunMaintenance(CancellationToken.None);
                    Ask(store, truth);
                    Assert.Equal(AppendOutcome.Appended, store.Write(StoreFixture.Series("a=b"), 900_000, 1));
                    Assert.True(!isTold || IsCounted(store, start), $"not counted: {string.Join('\n', events.Warnings)}");
                }
                catch (StorageFailureException failure) when (kind == "format.json")
                {
                    isTold = true;
                    Assert.Contains("version", failure.Message, StringComparison.Ordinal);
                }
            }

            return isTold;
        }

        private void Ask(TimeSeriesStore store, ModelStore truth)
        {
            isTold |= events.Warnings.Count > 0;
            Ask(store, truth, []);
            Ask(store, truth, ["job=j1"]);
            Ask(store, truth, ["instance=~i[0-3]", "__name__!=m1"]);
            foreach (var tier in DataFolder.Options.Tiers)
            {
                AskTier(store, tier.Resolution);
            }

            try
            {
                var difference = ModelComparison.LabelDifference(store, truth, [], long.MinValue, long.MaxValue);
                Assert.True(isTold || difference is null, difference);
            }
            catch (StorageFailureException)
            {
                isTold = true;
            }
        }

        private void AskTier(TimeSeriesStore store, TimeSpan resolution)
        {
            var found = TierAnswers.Of(store, resolution, out var isRefused);
            isTold |= isRefused || events.Warnings.Count > 0;
            foreach (var (key, (count, max)) in found)
            {
                var (trueCount, trueMax) = Folder.TierTruth.GetValueOrDefault(key);
                Assert.True(
                    count <= trueCount && max <= trueMax && (count < trueCount || max == trueMax),
                    $"wrong: {key} has {count} up to {max}, not {trueCount} up to {trueMax} (told: {isTold})");
            }

            var lost = Folder.TierTruth.FirstOrDefault(one => found.GetValueOrDefault(one.Key).Count < one.Value.Count);
            Assert.True(isTold || lost.Key.Labels is null, $"silently other from the tier {resolution}: {lost}");
        }

        private void Ask(TimeSeriesStore store, ModelStore truth, string[] matchers)
        {
            var found = new ModelStore();
            try
            {
                Read(store, found, matchers);
            }
            catch (StorageFailureException)
            {
                isTold = true;
            }

            var wrong = found.Except(truth).Where(one => one.Labels.Get("a").Length == 0).Take(3).ToList();
            Assert.True(wrong.Count == 0, $"wrong: {string.Join(", ", wrong)} (told: {isTold}): {string.Join('\n', events.Warnings)}");
            if (!isTold)
            {
                var selection = matchers.Select(StoreFixture.Matcher).ToList();
                var difference = ModelComparison.Difference(store, truth, selection, long.MinValue, 899_999);
                Assert.True(difference is null, $"silently other: {difference}");
            }
        }

        private static void Read(TimeSeriesStore store, ModelStore found, string[] matchers)
        {
            using var reader = store.Open(TimestampMs.MinValue, TimestampMs.MaxValue);
            using var columns = new SampleColumns();
            StorageFailureException? refused = null;
            foreach (var series in reader.Select([.. matchers.Select(StoreFixture.Matcher)], CancellationToken.None))
            {
                columns.Clear();
                try
                {
                    series.Read(TimestampMs.MinValue, TimestampMs.MaxValue, columns);
                }
                catch (StorageFailureException failure)
                {
                    // The rest is served.
                    refused = failure;
                    continue;
                }

                for (var index = 0; index < columns.Count; index++)
                {
                    found.Add(series.Labels, ModelComparison.SampleAt(columns, index));
                }
            }

            if (refused is not null)
            {
                throw refused;
            }
        }

        private bool IsCounted(TimeSeriesStore store, int start)
        {
            var metrics = CollectedMetrics.Of(store);
            var isDamagedJournal = start == 0 && events.Warnings.Any(
                text => text.Contains("torn tail cut off: False", StringComparison.Ordinal));
            return kind.StartsWith("blocks/", StringComparison.Ordinal)
                ? metrics["belfry_tsdb_blocks_damaged"] > 0
                : !isDamagedJournal || metrics["prometheus_tsdb_wal_corruptions_total"] > 0;
        }
    }
}
