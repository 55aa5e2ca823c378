using Belfry.Configuration;
using Belfry.Configuration.House;
using Belfry.Configuration.Prometheus;
using Belfry.Server.Flags;
using Belfry.Server.Serving;
using Belfry.Storage.Journal;
using Belfry.Tsdb;
using Belfry.Tsdb.Tiers;
using Xunit;

namespace Belfry.Server.Tests.Serving;

public sealed class StoreSettingsTests
{
    // As Prometheus 3.14: the section of the file decides alone, else the flags, else 15 days.
    [Theory]
    [InlineData("15d", "")]
    [InlineData("3d", "", "--storage.tsdb.retention.time=3d")]
    [InlineData("10GiB", "", "--storage.tsdb.retention.size=10GB")]
    [InlineData("3d or 1GiB512MiB", "", "--storage.tsdb.retention.time=3d", "--storage.tsdb.retention.size=1536MB")]
    [InlineData("2w", "{time: 2w}", "--storage.tsdb.retention.time=3d", "--storage.tsdb.retention.size=10GB")]
    [InlineData("512MiB", "{size: 512MB}", "--storage.tsdb.retention.time=3d")]
    [InlineData("1h or 512MiB", "{time: 1h, size: 512MB}")]
    [InlineData("", "{time: 0s}", "--storage.tsdb.retention.time=3d")]
    [InlineData("2w or 12.5%", "{time: 2w, size: 1GB, percentage: 12.5}")]
    public void The_retention_is_told_as_in_the_original(string shown, string section, params string[] arguments)
    {
        var limits = Limits(Flags(arguments), Storage(section), "/", out var problem);

        Assert.Null(problem);
        Assert.Equal(shown, StoreSettings.Text(limits));
    }

    [Fact]
    public void A_percentage_becomes_bytes_of_the_disk_and_an_unknown_disk_is_told()
    {
        var storage = Storage("{size: 1GB, percentage: 50}");

        var half = Limits(Flags(), storage, "/", out _);
        var whole = Limits(Flags(), Storage("{percentage: 100}"), "/", out _);
        var unknown = Limits(Flags(), storage, "/no/such/folder", out var problem);

        Assert.InRange(half.SizeBytes!.Value, whole.SizeBytes!.Value / 2 - 1, whole.SizeBytes.Value / 2 + 1);
        Assert.Equal(1 << 30, unknown.SizeBytes);
        Assert.StartsWith("cannot find out the capacity of the disk of `/no/such/folder`", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_window_for_late_samples_and_the_room_for_exemplars_reach_the_store()
    {
        var config = Load("storage: {tsdb: {out_of_order_time_window: 30m}, exemplars: {max_exemplars: 7}}\n");
        var options = StoreSettings.Options(config, new BelfryConfig(), Limits(Flags(), config, "/", out _));

        Assert.Equal(TimeSpan.FromMinutes(30), options.OutOfOrderWindow);
        Assert.Equal(7, options.ExemplarsMax);
        Assert.Equal(TimeSpan.FromDays(15), options.Retention);
        Assert.Null(options.RetentionSizeBytes);
    }

    [Theory]
    [InlineData("", 120, null)]
    [InlineData("--storage.tsdb.min-block-duration=30m", 30, null)]
    [InlineData("--storage.tsdb.max-block-duration=6h", 120, 360)]
    [InlineData("--storage.tsdb.max-block-duration=1h", 120, 120)]
    public void Spans_of_blocks_come_from_flags_and_the_longest_is_no_shorter_than_the_shortest(
        string flag, int shortestMinutes, int? longestMinutes)
    {
        var flags = flag.Length > 0 ? Flags(flag) : Flags();
        var options = StoreSettings.Options(flags, Storage(""), new BelfryConfig(), new RetentionLimits());

        Assert.Equal(TimeSpan.FromMinutes(shortestMinutes), options.BlockRange);
        Assert.Equal(longestMinutes, (int?)options.BlockRangeMax?.TotalMinutes);
    }

    [Theory]
    [InlineData("10", "flag `--storage.tsdb.retention.size`: `10` is not a size; write it as `512MB` or `10GB`")]
    [InlineData("-1GB", "flag `--storage.tsdb.retention.size`: `-1GB` is not a size; write it as `512MB` or `10GB`")]
    public void A_size_needs_a_unit_and_is_not_negative(string text, string message)
    {
        Assert.Null(FlagParser.Parse(
            PrometheusFlags.All, [$"--storage.tsdb.retention.size={text}"], out var errors));
        Assert.Equal([message], errors);
    }

    [Fact]
    public void The_own_file_says_how_long_raw_samples_are_kept_and_when_the_journal_is_synced()
    {
        var house = new ConfigurationLoader(new UserConfigurationFiles()).LoadBelfry(
            "b.yml", "storage: {tiers: {raw: 3w}, journal: {sync: every_commit}}\n").Value!;
        var flags = Flags("--storage.tsdb.retention.time=3d", "--storage.tsdb.retention.size=1GB");

        var limits = StoreSettings.Limits(flags, Storage(""), house.Tiers, "/", out _);
        var decided = StoreSettings.Limits(flags, Storage("{time: 1d}"), house.Tiers, "/", out _);

        Assert.Equal("3w or 1GiB", StoreSettings.Text(limits));
        Assert.Equal("1d", StoreSettings.Text(decided));
        Assert.Equal(JournalSync.EveryCommit, StoreSettings.Options(Storage(""), house, limits).JournalSync);
    }

    [Fact]
    public void The_own_file_says_which_tiers_are_kept_and_how_long()
    {
        var loader = new ConfigurationLoader(new UserConfigurationFiles());
        var house = loader.LoadBelfry("b.yml", "storage: {tiers: {5m: 0s, 1h: 90d}}\n").Value!;

        var tiers = StoreSettings.Options(Storage(""), house, new RetentionLimits()).Tiers;
        var standard = StoreSettings.Options(Storage(""), new BelfryConfig(), new RetentionLimits()).Tiers;

        Assert.Equal(
            [
                new TierOptions(TimeSpan.FromHours(1), TimeSpan.FromDays(90)),
                new TierOptions(TimeSpan.FromDays(1), TimeSpan.FromDays(1095)),
            ],
            tiers);
        Assert.Equal(TierOptions.Standard, standard);
    }

    private static RetentionLimits Limits(FlagValues flags, StorageConfig config, string folder, out string? problem) =>
        StoreSettings.Limits(flags, config, new TierRetentions(), folder, out problem);

    private static StorageConfig Storage(string section) =>
        Load(section.Length == 0 ? "" : $"storage: {{tsdb: {{retention: {section}}}}}\n");

    private static StorageConfig Load(string yaml)
    {
        var loaded = new ConfigurationLoader(new UserConfigurationFiles()).LoadPrometheus("p.yml", yaml);
        Assert.Empty(loaded.Diagnostics);
        return loaded.Value!.Storage;
    }

    private static FlagValues Flags(params string[] arguments)
    {
        var flags = FlagParser.Parse(PrometheusFlags.All, arguments, out var errors);
        Assert.Empty(errors);
        return flags!;
    }
}
