using System.Globalization;
using Belfry.Configuration;
using Belfry.Configuration.House;
using Belfry.Configuration.Prometheus;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Server.Flags;
using Belfry.Storage.Journal;
using Belfry.Tsdb;
using Belfry.Tsdb.Tiers;

namespace Belfry.Server.Serving;

/// <summary>
/// How the store is kept, from the command line and the configuration. How much is kept by Prometheus's rules: a
/// <c>retention</c> section decides alone; without one <c>raw</c> of Belfry's own file is the time and the flags are
/// the rest; 15 days when nothing is said.
/// </summary>
internal static class StoreSettings
{
    private static readonly TimeSpan RetentionTimeDefault = TimeSpan.FromDays(15);

    internal static StoreOptions Options(
        FlagValues flags,
        StorageConfig config,
        BelfryConfig house,
        RetentionLimits limits,
        bool keepsExemplars = true)
    {
        var options = Options(config, house, limits, keepsExemplars);
        var range = flags.Duration(PrometheusFlags.MinBlockDuration);
        range = range > TimeSpan.Zero ? range : options.BlockRange;
        var longest = flags.Duration(PrometheusFlags.MaxBlockDuration);
        return options with
        {
            BlockRange = range,
            BlockRangeMax = longest == TimeSpan.Zero ? null : longest > range ? longest : range,
        };
    }

    internal static StoreOptions Options(
        StorageConfig config, BelfryConfig house, RetentionLimits limits, bool keepsExemplars = true) => new()
    {
        Retention = limits.Time,
        RetentionSizeBytes = limits.SizeBytes,
        OutOfOrderWindow = config.OutOfOrderTimeWindow,
        ExemplarsMax = keepsExemplars ? (int)Math.Clamp(config.ExemplarsMax, 0, int.MaxValue) : 0,
        JournalSync = house.Journal.Sync == JournalSyncMode.EveryCommit
            ? JournalSync.EveryCommit
            : JournalSync.Interval,
        JournalSyncInterval = house.Journal.Interval,
        Tiers = Tiers(house.Tiers),
    };

    /// <summary>
    /// How much is kept. A percentage is turned into bytes of the disk that <paramref name="dataFolder"/> is on; when
    /// the system does not tell its capacity, <paramref name="problem"/> says so and the percentage does not count.
    /// </summary>
    internal static RetentionLimits Limits(
        FlagValues flags, StorageConfig config, TierRetentions tiers, string dataFolder, out string? problem)
    {
        problem = null;
        var kept = config.Retention ?? OfFlags(flags, tiers.Raw);
        var limits = new RetentionLimits
        {
            Time = kept.Time > TimeSpan.Zero ? kept.Time : null,
            SizeBytes = kept.Size.Bytes > 0 ? kept.Size.Bytes : null,
        };
        if (kept.Percentage <= 0)
        {
            return limits;
        }

        if (!VolumeSpace.TryRead(dataFolder, out var space, out var error))
        {
            problem = $"cannot find out the capacity of the disk of `{dataFolder}`: {error}; "
                + "use `storage.tsdb.retention.size` instead of `percentage`";
            return limits;
        }

        return limits with
        {
            SizeBytes = (long)(space.SizeBytes * kept.Percentage / 100),
            DiskPercentage = kept.Percentage,
        };
    }

    /// <summary>The limits as the runtime page shows them: <c>15d or 10GiB</c>; empty when there are none.</summary>
    internal static string Text(RetentionLimits limits)
    {
        var parts = new List<string>();
        if (limits.Time is { } time)
        {
            parts.Add(PrometheusDuration.Format(time));
        }

        if (limits.DiskPercentage > 0)
        {
            parts.Add(limits.DiskPercentage.ToString(CultureInfo.InvariantCulture) + "%");
        }
        else if (limits.SizeBytes is { } sizeBytes)
        {
            parts.Add(new ByteSize(sizeBytes).ToString());
        }

        return string.Join(" or ", parts);
    }

    private static IReadOnlyList<TierOptions> Tiers(TierRetentions kept) =>
    [
        .. new (TimeSpan Resolution, TimeSpan Retention)[]
        {
            (TimeSpan.FromMinutes(5), kept.FiveMinutes),
            (TimeSpan.FromHours(1), kept.OneHour),
            (TimeSpan.FromDays(1), kept.OneDay),
        }
            .Where(tier => tier.Retention > TimeSpan.Zero)
            .Select(tier => new TierOptions(tier.Resolution, tier.Retention)),
    ];

    private static RetentionConfig OfFlags(FlagValues flags, TimeSpan? raw)
    {
        var time = raw ?? flags.Duration(PrometheusFlags.RetentionTime);
        var size = flags.Size(PrometheusFlags.RetentionSize);
        return new RetentionConfig
        {
            Time = time == TimeSpan.Zero && size.Bytes <= 0 ? RetentionTimeDefault : time,
            Size = size,
        };
    }
}
