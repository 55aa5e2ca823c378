using System.Security.Cryptography;
using Belfry.Server.Flags;
using Belfry.Tsdb.PrometheusFormat;

namespace Belfry.Server.Commands.Database;

/// <summary><c>belfry tsdb export</c>. Exit codes: 0 exported, 1 not.</summary>
internal static class ExportCommand
{
    internal const string Verb = "export";

    private const string Target = "PROMETHEUS_DIR";
    private const string MaxBlockDuration = "max-block-duration";

    internal static CommandLine Line { get; } = new(
        "belfry tsdb export [<flags>] PROMETHEUS_DIR [DIR]",
        "Writes the samples of a data folder as blocks that Prometheus 2.42 to 3.x and promtool read.\n"
        + "No server may have the folder open, and no Prometheus the other.",
        [
            .. Arguments.SelectionFlags.Where(flag => flag.Name != Arguments.Match),
            new FlagDefinition(MaxBlockDuration, FlagKind.Duration, "2h", "The span of a block."),
        ])
    {
        Arguments =
        [
            new ArgumentDefinition(Target, null, "Where the blocks go; made when it is not there."),
            Arguments.FolderArgument,
        ],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments, TimeProvider clock) =>
        Line.RunAsync(arguments, flags => CommandEdge.RunAsync(() => ExportAsync(flags, clock)));

    private static async Task<int> ExportAsync(FlagValues flags, TimeProvider clock)
    {
        var first = Arguments.Time(flags, Arguments.MinTime);
        var last = Arguments.Time(flags, Arguments.MaxTime);
        using var store = Arguments.Open(flags);
        if (store.Problems.Count > 0)
        {
            throw new CommandException("the folder is damaged as said above: an export would not be whole");
        }

        if (store.Range is not { } range || range.Through < first || range.From > last)
        {
            await Console.Out.WriteLineAsync("exported 0 blocks: there is no sample");
            return 0;
        }

        var report = PrometheusExport.Run(
            store,
            range.From < first ? first : range.From,
            last < range.Through ? last : range.Through,
            flags.Duration(MaxBlockDuration),
            Folders.New(flags.Argument(Target)),
            clock,
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)),
            TransferText.Progress,
            CancellationToken.None);
        await Console.Out.WriteLineAsync($"exported {report.Blocks.Count} blocks, {report.SampleCount} samples");
        return 0;
    }
}
