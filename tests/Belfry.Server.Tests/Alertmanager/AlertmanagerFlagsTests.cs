using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Server.Alertmanager;
using Belfry.Server.Flags;
using Xunit;

namespace Belfry.Server.Tests.Alertmanager;

public sealed class AlertmanagerFlagsTests
{
    [Fact]
    public void Every_default_is_a_value_that_the_flag_takes()
    {
        var arguments = AlertmanagerFlags.All
            .Where(flag => flag.Kind != FlagKind.Switch)
            .Select(flag => $"--{flag.Name}={flag.Default}");

        Assert.NotNull(FlagParser.Parse(AlertmanagerFlags.All, [.. arguments], out var errors));
        Assert.Empty(errors);
    }

    [Fact]
    public void The_flags_of_a_cluster_are_taken_without_effect()
    {
        var flags = FlagParser.Parse(
            AlertmanagerFlags.All,
            ["--cluster.listen-address=", "--cluster.peer=a:9094", "--cluster.peer", "b:9094",
             "--cluster.pushpull-interval=1m0s", "--cluster.reconnect-timeout=6h0m0s"],
            out var errors);

        Assert.Empty(errors);
        Assert.Equal(["a:9094", "b:9094"], flags!.All("cluster.peer"));
        Assert.All(
            AlertmanagerFlags.All.Where(flag => flag.Name.StartsWith("cluster.", StringComparison.Ordinal)),
            flag => Assert.True(flag.IsWithoutEffect, flag.Name));
    }

    [Theory]
    [InlineData("", MatcherSyntax.Fallback, null)]
    [InlineData("receiver-name-in-metrics", MatcherSyntax.Fallback, null)]
    [InlineData("group-key-in-metrics,classic-mode", MatcherSyntax.Classic, null)]
    [InlineData("utf8-strict-mode", MatcherSyntax.Utf8Strict, null)]
    [InlineData(
        "classic-mode,utf8-strict-mode", MatcherSyntax.Classic, "cannot have both classic and UTF-8 modes enabled")]
    [InlineData("clasic-mode", MatcherSyntax.Fallback, "unknown option 'clasic-mode' for --enable-feature")]
    public void The_mode_of_matchers_comes_from_the_named_features(
        string features, MatcherSyntax syntax, string? problem)
    {
        var flags = FlagParser.Parse(AlertmanagerFlags.All, [$"--enable-feature={features}"], out _)!;

        Assert.Equal(syntax, AlertmanagerFeatures.SyntaxOf(flags));
        Assert.Equal(problem is null ? [] : [problem], AlertmanagerFeatures.Problems(flags));
    }
}
