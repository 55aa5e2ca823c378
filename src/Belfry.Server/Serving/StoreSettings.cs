using System.Globalization;
using Belfry.Configuration;
using Belfry.Configuration.Prometheus;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Server.Flags;
using Belfry.Tsdb;

namespace Belfry.Server.Serving;

/// <summary>
/// How the store is kept, from the command line and the configuration, by Prometheus's rules: a <c>retention</c>
/// section decides alone; without one the flags do; 15 days when neither says anything.
/// </summary>
internal static class StoreSettings
{
    private static readonly TimeSpan RetentionTimeDefault = TimeSpan.FromDays(15);

    internal static StoreOptions Options(StorageConfig config, RetentionLimits limits) => new()
    {
        Retention = limits.Time,
        RetentionSizeBytes = limits.SizeBytes,
        OutOfOrderWindow = config.OutOfOrderTimeWindow,
        ExemplarsMax = (int)Math.Clamp(config.ExemplarsMax, 0, int.MaxValue),
    };

    /// <summary>
    /// How much is kept. A percentage is turned into bytes of the disk that <paramref name="dataFolder"/> is on; when
    /// the system does not tell its capacity, <paramref name="problem"/> says so and the percentage does not count.
    /// </summary>
    internal static RetentionLimits Limits(
        FlagValues flags, StorageConfig config, string dataFolder, out string? problem)
    {
        problem = null;
        var kept = config.Retention ?? OfFlags(flags);
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

    private static RetentionConfig OfFlags(FlagValues flags)
    {
        var time = flags.Duration(PrometheusFlags.RetentionTime);
        var size = flags.Size(PrometheusFlags.RetentionSize);
        return new RetentionConfig
        {
            Time = time == TimeSpan.Zero && size.Bytes <= 0 ? RetentionTimeDefault : time,
            Size = size,
        };
    }
}
