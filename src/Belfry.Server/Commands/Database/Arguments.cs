using System.Globalization;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Query.PromQL;
using Belfry.Server.Flags;
using Belfry.Tsdb.Administration.Offline;

namespace Belfry.Server.Commands.Database;

/// <summary>The flags and arguments that several verbs of <c>belfry tsdb</c> share, and how they are read.</summary>
internal static class Arguments
{
    internal const string Folder = "DIR";
    internal const string Match = "match";
    internal const string MinTime = "min-time";
    internal const string MaxTime = "max-time";
    internal const string HumanReadable = "human-readable";

    internal static ArgumentDefinition FolderArgument { get; } = new(Folder, "data/", "The data folder.");

    internal static FlagDefinition HumanReadableFlag { get; } =
        new(HumanReadable, FlagKind.Switch, "false", "Print human readable values.") { Letter = 'r' };

    internal static IReadOnlyList<FlagDefinition> SelectionFlags { get; } =
    [
        new(MinTime, FlagKind.Text, "-9223372036854775808", "First time, in milliseconds since the epoch."),
        new(MaxTime, FlagKind.Text, "9223372036854775807", "Last time, in milliseconds since the epoch."),
        new(Match, FlagKind.Repeated, "", "Selector of series. Repeatable; without it all of them."),
    ];

    /// <summary>Opens the folder and says on the error stream what in it is damaged.</summary>
    internal static OfflineStore Open(FlagValues flags)
    {
        var store = OfflineStore.Open(Folders.Existing(flags.Argument(Folder)));
        foreach (var problem in store.Problems)
        {
            Console.Error.WriteLine($"belfry: warning: left out: {problem}");
        }

        return store;
    }

    internal static TimestampMs Time(FlagValues flags, string name) =>
        long.TryParse(flags.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var timeMs)
            ? new TimestampMs(timeMs)
            : throw new CommandException($"flag `--{name}`: `{flags.Text(name)}` is no time in milliseconds");

    /// <summary>The selectors; one that takes everything when there is none.</summary>
    internal static IReadOnlyList<IReadOnlyList<LabelMatcher>> Selectors(FlagValues flags) =>
        flags.IsGiven(Match) ? [.. flags.All(Match).Select(Selector)] : [[]];

    internal static IReadOnlyList<LabelMatcher> Selector(string text) =>
        PromQLParser.TryParseSelector(text, out var matchers, out var diagnostics)
            ? matchers
            : throw new CommandException($"flag `--{Match}`: {PromQLParser.Render(diagnostics)}");
}
