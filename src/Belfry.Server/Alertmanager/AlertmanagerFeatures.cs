using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Server.Flags;

namespace Belfry.Server.Alertmanager;

/// <summary>What <c>--enable-feature</c> of <c>belfry alertmanager</c> says, in Alertmanager's names.</summary>
internal static class AlertmanagerFeatures
{
    private const string Classic = "classic-mode";
    private const string Utf8Strict = "utf8-strict-mode";

    // Names of the original that change nothing here.
    private static readonly string[] Others =
    [
        "alert-names-in-metrics", "receiver-name-in-metrics", "group-key-in-metrics", "auto-gomemlimit",
        "event-recorder",
    ];

    /// <summary>How matchers are read.</summary>
    internal static MatcherSyntax SyntaxOf(FlagValues flags) =>
        Names(flags).Contains(Classic) ? MatcherSyntax.Classic
        : Names(flags).Contains(Utf8Strict) ? MatcherSyntax.Utf8Strict
        : MatcherSyntax.Fallback;

    /// <summary>What is wrong with the names, in the original's words.</summary>
    internal static IReadOnlyList<string> Problems(FlagValues flags)
    {
        var names = Names(flags);
        var unknown = names.Except([Classic, Utf8Strict, .. Others])
            .Select(name => $"unknown option '{name}' for --enable-feature");
        return names.Contains(Classic) && names.Contains(Utf8Strict)
            ? [.. unknown, "cannot have both classic and UTF-8 modes enabled"]
            : [.. unknown];
    }

    private static List<string> Names(FlagValues flags) =>
        [.. flags.All(AlertmanagerFlags.EnableFeature).SelectMany(value => value.Split(',')).Where(name => name != "")];
}
