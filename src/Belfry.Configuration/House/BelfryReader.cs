using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;
using Belfry.Model;

namespace Belfry.Configuration.House;

/// <summary>Reads <c>belfry.yml</c>.</summary>
internal static class BelfryReader
{
    private static readonly TimeSpan IntervalMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan IntervalMax = TimeSpan.FromHours(1);

    internal static BelfryConfig Read(Reading reading, YamlNode? root)
    {
        var mapping = new MappingReader(reading, root, "belfry.Config", "belfry.yml");
        var storage = mapping.Section("storage", "belfry.StorageConfig");
        var config = new BelfryConfig
        {
            Tiers = ReadTiers(storage.Section("tiers", "belfry.TiersConfig")),
            Journal = ReadJournal(storage.Section("journal", "belfry.JournalConfig")),
        };
        storage.Close();
        mapping.Close();
        return config;
    }

    private static TierRetentions ReadTiers(MappingReader mapping)
    {
        var standard = new TierRetentions();
        var tiers = new TierRetentions
        {
            Raw = mapping.DurationOrNull("raw"),
            RawPlace = mapping.PlaceOf("raw"),
            FiveMinutes = mapping.Duration("5m", standard.FiveMinutes),
            OneHour = mapping.Duration("1h", standard.OneHour),
            OneDay = mapping.Duration("1d", standard.OneDay),
        };
        if (tiers.Raw == TimeSpan.Zero)
        {
            mapping.Error("raw", "raw samples cannot be left out", "write how long they are kept, as in `15d`");
        }

        if (tiers.OneHour == TimeSpan.Zero && tiers.OneDay > TimeSpan.Zero)
        {
            mapping.Error(
                "1h", "`1d` is made of `1h`, which is left out", "keep `1h`, or write `1d: 0s` as well");
        }

        CheckOrder(mapping, [
            ("raw", tiers.Raw ?? TimeSpan.Zero),
            ("5m", tiers.FiveMinutes),
            ("1h", tiers.OneHour),
            ("1d", tiers.OneDay)]);
        mapping.Close();
        return tiers;
    }

    // A coarser tier that ends before a finer one is never asked: it is kept in vain.
    private static void CheckOrder(MappingReader mapping, (string Key, TimeSpan Kept)[] tiers)
    {
        var finer = tiers[0];
        foreach (var tier in tiers.Skip(1).Where(tier => tier.Kept > TimeSpan.Zero))
        {
            if (tier.Kept <= finer.Kept)
            {
                mapping.Reading.Warning(
                    mapping.PlaceOf(tier.Key),
                    $"`{tier.Key}` is kept for {PrometheusDuration.Format(tier.Kept)}, "
                    + $"and `{finer.Key}`, which is finer, for {PrometheusDuration.Format(finer.Kept)}",
                    $"keep it longer, or write `{tier.Key}: 0s` to leave it out");
            }

            finer = tier;
        }
    }

    private static JournalConfig ReadJournal(MappingReader mapping)
    {
        var sync = mapping.Text("sync", "interval");
        var interval = mapping.DurationOrNull("interval");
        if (sync is not ("interval" or "every_commit"))
        {
            mapping.Error(
                "sync",
                $"'storage.journal.sync' must be 'interval' or 'every_commit', got {YamlScalars.Quote(sync)}",
                "`every_commit` loses nothing in a power cut and costs a disk's round trip for each scrape");
        }

        if (sync == "every_commit" && interval is not null)
        {
            mapping.Error("interval", "'storage.journal.interval' has no meaning with 'every_commit'", "remove it");
        }
        else if (interval < IntervalMin || interval > IntervalMax)
        {
            mapping.Error("interval", "'storage.journal.interval' must be from 100ms to 1h");
        }

        mapping.Close();
        return new JournalConfig
        {
            Sync = sync == "every_commit" ? JournalSyncMode.EveryCommit : JournalSyncMode.Interval,
            Interval = interval ?? new JournalConfig().Interval,
        };
    }
}
