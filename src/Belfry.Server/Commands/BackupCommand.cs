using Belfry.Server.Flags;
using Belfry.Tsdb.Administration.Backup;

namespace Belfry.Server.Commands;

/// <summary><c>belfry backup</c>. Exit codes: 0 written and sound, 1 not.</summary>
internal static class BackupCommand
{
    internal const string Verb = "backup";

    private const string Target = "TARGET";
    private const string DataFolder = "data";
    private const string Url = "url";
    private const string AlertingFolder = "alerting";

    internal static CommandLine Line { get; } = new(
        "belfry backup --data=DIR TARGET\n       belfry backup --url=URL [--data=DIR] TARGET",
        "Copies a data folder into a new one and verifies the copy. With --data alone the folder must not be in use.\n"
        + "With --url the running server there takes a snapshot first; it needs --web.enable-admin-api and its data\n"
        + "folder on this machine.",
        [
            new FlagDefinition(
                DataFolder, FlagKind.Text, "", "The data folder; with --url where it is seen from here."),
            new FlagDefinition(Url, FlagKind.Text, "", "A running server, such as http://localhost:9090."),
        ])
    {
        Arguments = [new ArgumentDefinition(Target, null, "The backup to make; it must be empty or not there.")],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments, TimeProvider clock) =>
        Line.RunAsync(arguments, flags => CommandEdge.RunAsync(() => BackUpAsync(flags, clock)));

    private static async Task<int> BackUpAsync(FlagValues flags, TimeProvider clock)
    {
        if (!flags.IsGiven(DataFolder) && !flags.IsGiven(Url))
        {
            throw new CommandException(
                "say what to back up: --data=DIR for a stopped server, --url=URL for a running one");
        }

        if (flags.IsGiven(Url))
        {
            return await BackUpRunningAsync(flags, clock);
        }

        var source = Folders.Existing(flags.Text(DataFolder));
        var target = Folders.New(flags.Argument(Target));
        if ($"{target.Path}/".StartsWith($"{source.Path.TrimEnd('/')}/", StringComparison.Ordinal))
        {
            throw new CommandException($"the target `{target.Path}` lies inside the data folder: name one outside it");
        }

        return await FinishAsync(StoreBackup.Create(
            source, null, target, clock, CommandEdge.Progress, CancellationToken.None));
    }

    private static async Task<int> BackUpRunningAsync(FlagValues flags, TimeProvider clock)
    {
        var target = Folders.New(flags.Argument(Target));
        using var server = RunningServer.At(flags.Text(Url));
        var path = flags.IsGiven(DataFolder) ? flags.Text(DataFolder) : await server.DataFolderAsync();
        if (Platform.Disk.DiskDirectory.TryOpen(path) is not { } data)
        {
            throw new CommandException(
                $"the server's data folder `{path}` is not on this machine: run this where the server runs, or say "
                + "with --data where the folder is seen from here");
        }

        var name = await server.SnapshotAsync();
        CommandEdge.Progress($"the server wrote snapshot {name}");
        if (!data.Directories().Contains("snapshots") || !data.Subdirectory("snapshots").Directories().Contains(name))
        {
            throw new CommandException(
                $"the snapshot {name} is not in `{data.Path}`: --data names another folder than the server's");
        }

        var snapshots = data.Subdirectory("snapshots");
        try
        {
            return await FinishAsync(StoreBackup.Create(
                snapshots.Subdirectory(name),
                data.Directories().Contains(AlertingFolder) ? data.Subdirectory(AlertingFolder) : null,
                target,
                clock,
                CommandEdge.Progress,
                CancellationToken.None));
        }
        finally
        {
            snapshots.DeleteDirectory(name);
        }
    }

    private static async Task<int> FinishAsync(BackupResult result)
    {
        await VerificationText.WriteAsync(Console.Out, result.Report);
        await Console.Out.WriteLineAsync($"backed up {result.FileCount} files, {result.SizeBytes} bytes");
        if (!result.Report.IsSound)
        {
            await Console.Error.WriteLineAsync(
                "belfry: error: the backup is an exact copy, but what was copied is damaged as said above");
        }

        return result.Report.IsSound ? 0 : 1;
    }
}
