using Belfry.Server.Flags;
using Belfry.Storage.Blocks;
using Belfry.Tsdb.Administration.Offline;

namespace Belfry.Server.Commands.Database;

/// <summary><c>belfry tsdb analyze</c>.</summary>
internal static class AnalyzeCommand
{
    internal const string Verb = "analyze";

    private const string Block = "BLOCK";
    private const string Limit = "limit";
    private const string Extended = "extended";

    internal static CommandLine Line { get; } = new(
        "belfry tsdb analyze [<flags>] [DIR] [BLOCK]",
        "Counts a block's series by their labels and finds which labels churn.",
        [
            new FlagDefinition(Limit, FlagKind.Number, "20", "How many items to show in each list."),
            new FlagDefinition(Extended, FlagKind.Switch, "false", "Read the chunks, too."),
            new FlagDefinition(Arguments.Match, FlagKind.Text, "", "Only series of this selector."),
        ])
    {
        Arguments =
        [
            Arguments.FolderArgument,
            new ArgumentDefinition(Block, "", "The block to analyze; the last one when it is not given."),
        ],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments) =>
        Line.RunAsync(arguments, flags => CommandEdge.RunAsync(() => AnalyzeAsync(flags)));

    private static async Task<int> AnalyzeAsync(FlagValues flags)
    {
        BlockId? id = null;
        var name = flags.Argument(Block);
        if (name.Length > 0)
        {
            id = BlockId.TryParse(name, out var parsed)
                ? parsed
                : throw new CommandException($"`{name}` is no block: `belfry tsdb list` shows them");
        }

        var selector = flags.Text(Arguments.Match);
        using var store = Arguments.Open(flags);
        var analysis = store.Analyze(
            id,
            new AnalysisRequest
            {
                Matchers = selector.Length > 0 ? Arguments.Selector(selector) : [],
                Limit = flags.Number(Limit),
                ReadsChunks = flags.IsOn(Extended),
            },
            CancellationToken.None);
        await Console.Out.WriteAsync(AnalysisText.Render(analysis, selector, flags.IsOn(Extended)));
        return 0;
    }
}
