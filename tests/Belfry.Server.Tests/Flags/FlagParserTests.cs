using Belfry.Server.Flags;
using Xunit;

namespace Belfry.Server.Tests.Flags;

public sealed class FlagParserTests
{
    [Fact]
    public void A_flag_that_is_not_given_has_its_default()
    {
        var flags = Parse();

        Assert.Equal("data/", flags.Text(PrometheusFlags.StoragePath));
        Assert.Equal(TimeSpan.FromMinutes(5), flags.Duration(PrometheusFlags.LookbackDelta));
        Assert.False(flags.IsOn(PrometheusFlags.EnableLifecycle));
        Assert.False(flags.IsGiven(PrometheusFlags.StoragePath));
    }

    [Theory]
    [InlineData("--storage.tsdb.path=/x")]
    [InlineData("--storage.tsdb.path", "/x")]
    public void A_value_stands_behind_an_equals_sign_or_in_the_next_argument(params string[] arguments) =>
        Assert.Equal("/x", Parse(arguments).Text(PrometheusFlags.StoragePath));

    [Fact]
    public void A_value_may_be_empty_or_hold_an_equals_sign()
    {
        Assert.Equal("", Parse("--web.external-url=").Text(PrometheusFlags.ExternalUrl));
        Assert.Equal("http://x/?a=b", Parse("--web.external-url=http://x/?a=b").Text(PrometheusFlags.ExternalUrl));
    }

    [Theory]
    [InlineData("--web.enable-lifecycle", true)]
    [InlineData("--no-web.enable-lifecycle", false)]
    [InlineData("--web.enable-lifecycle=true", true)]
    [InlineData("--web.enable-lifecycle=false", false)]
    public void A_switch_is_on_off_or_negated(string argument, bool isOn) =>
        Assert.Equal(isOn, Parse(argument).IsOn(PrometheusFlags.EnableLifecycle));

    [Fact]
    public void A_repeatable_flag_keeps_all_its_values() => Assert.Equal(
        ["127.0.0.1:1", "[::1]:1"],
        Parse("--web.listen-address=127.0.0.1:1", "--web.listen-address=[::1]:1").All(PrometheusFlags.ListenAddress));

    [Theory]
    [InlineData("--storage.tsdb.pth=x", "unknown flag `--storage.tsdb.pth`: did you mean `--storage.tsdb.path`?")]
    [InlineData("--frobnicate", "unknown flag `--frobnicate`: `--help` lists all flags")]
    [InlineData("prometheus.yml", "unexpected argument `prometheus.yml`: flags begin with `--`, `--help` lists them")]
    [InlineData("--config.file", "flag `--config.file` needs a value: `--config.file=…`")]
    [InlineData("--no-config.file", "unknown flag `--no-config.file`: did you mean `--config.file`?")]
    [InlineData("--log.level=loud", "flag `--log.level`: `loud` is none of debug, info, warn, error")]
    [InlineData("--query.max-samples=many", "flag `--query.max-samples`: `many` is not a whole number")]
    [InlineData(
        "--storage.tsdb.retention.time=long",
        "flag `--storage.tsdb.retention.time`: not a valid duration string: \"long\"; write it as `15d`, `2h` or `30s`")]
    [InlineData(
        "--web.enable-lifecycle=maybe", "flag `--web.enable-lifecycle` is a switch and takes no value: leave `=maybe` out")]
    public void What_is_wrong_is_said_with_what_to_do(string argument, string message)
    {
        Assert.Null(FlagParser.Parse(PrometheusFlags.All, [argument], out var errors));
        Assert.Equal([message], errors);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        FlagParser.Parse(PrometheusFlags.All, ["--nope", "--log.level=x", "--log.format=json", "--log.format=json"], out var errors);

        Assert.Equal(3, errors.Count);
        Assert.Equal("flag `--log.format` cannot be repeated", errors[2]);
    }

    [Fact]
    public void Help_names_every_flag()
    {
        var help = FlagHelp.Text("belfry", "About.", PrometheusFlags.All, []);

        Assert.All(PrometheusFlags.All, flag => Assert.Contains(flag.Name, help, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_default_is_a_value_that_the_flag_takes() => Assert.All(
        PrometheusFlags.All.Where(flag => flag.Kind != FlagKind.Switch && flag.Default.Length > 0),
        flag => Assert.NotNull(FlagParser.Parse(PrometheusFlags.All, [$"--{flag.Name}={flag.Default}"], out _)));

    private static FlagValues Parse(params string[] arguments)
    {
        var flags = FlagParser.Parse(PrometheusFlags.All, arguments, out var errors);
        Assert.Empty(errors);
        return flags!;
    }
}
