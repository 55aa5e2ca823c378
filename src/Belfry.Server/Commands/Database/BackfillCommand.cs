using System.Security.Cryptography;
using Belfry.Platform.Disk;
using Belfry.Server.Flags;
using Belfry.Tsdb.Administration.Backfill;

namespace Belfry.Server.Commands.Database;

/// <summary><c>belfry tsdb create-blocks-from openmetrics</c>.</summary>
internal static class BackfillCommand
{
    internal const string Verb = "create-blocks-from";
    internal const string Source = "openmetrics";

    private const string File = "FILE";
    private const string Quiet = "quiet";
    private const string Label = "label";
    private const string MaxBlockDuration = "max-block-duration";

    internal static CommandLine Line { get; } = new(
        "belfry tsdb create-blocks-from openmetrics [<flags>] FILE [DIR]",
        "Makes blocks of the samples of an OpenMetrics file, in a data folder that no server has open. Every sample\n"
        + "has to have a time. What the folder's journal still holds must be newer than the file.",
        [
            Arguments.HumanReadableFlag,
            new FlagDefinition(Quiet, FlagKind.Switch, "false", "Do not print created blocks.") { Letter = 'q' },
            new FlagDefinition(Label, FlagKind.Repeated, "", "Label to attach, as in NAME=VALUE. Repeatable."),
            new FlagDefinition(MaxBlockDuration, FlagKind.Duration, "2h", "The longest span of a block."),
        ])
    {
        Arguments =
        [
            new ArgumentDefinition(File, null, "OpenMetrics file to read samples from."),
            Arguments.FolderArgument,
        ],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments, TimeProvider clock) =>
        Line.RunAsync(arguments, flags => CommandEdge.RunAsync(() => Backfill(flags, clock)));

    private static int Backfill(FlagValues flags, TimeProvider clock)
    {
        var path = Path.GetFullPath(flags.Argument(File));
        var folder = DiskDirectory.TryOpen(Path.GetDirectoryName(path) ?? "/");
        if (folder?.Files().Contains(Path.GetFileName(path)) is not true)
        {
            throw new CommandException($"there is no file `{flags.Argument(File)}`: check the name");
        }

        var options = new BackfillOptions
        {
            BlockRangeMax = flags.Duration(MaxBlockDuration),
            Labels = flags.IsGiven(Label) ? [.. flags.All(Label).Select(Pair)] : [],
        };
        var isFirst = true;
        using var file = folder.Map(Path.GetFileName(path));
        try
        {
            OpenMetricsBackfill.Run(
                file,
                Folders.New(flags.Argument(Arguments.Folder)),
                options,
                clock,
                new Random(RandomNumberGenerator.GetInt32(int.MaxValue)),
                (manifest, sizeBytes) =>
                {
                    if (!flags.IsOn(Quiet))
                    {
                        Console.Out.Write(BlockTable.Text(
                            [(manifest, sizeBytes)], isFirst, flags.IsOn(Arguments.HumanReadable)));
                        isFirst = false;
                    }
                },
                CancellationToken.None);
        }
        catch (BackfillException failure)
        {
            throw new CommandException($"{flags.Argument(File)}: {failure.Message}");
        }

        return 0;
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0
            ? new(text[..at], text[(at + 1)..])
            : throw new CommandException($"flag `--{Label}`: `{text}` is no NAME=VALUE");
    }
}
