using Belfry.Server.Flags;
using Belfry.Tsdb.Administration.Backup;

namespace Belfry.Server.Commands;

/// <summary><c>belfry restore</c>. Exit codes: 0 restored and sound, 1 not.</summary>
internal static class RestoreCommand
{
    internal const string Verb = "restore";

    private const string Source = "SOURCE";
    private const string Target = "DIR";
    private const string AcceptDamage = "accept-damage";

    internal static CommandLine Line { get; } = new(
        "belfry restore [<flags>] SOURCE DIR",
        "Verifies a backup, copies it into a new data folder, and verifies that. Then start Belfry with\n"
        + "--storage.tsdb.path=DIR.",
        [
            new FlagDefinition(
                AcceptDamage, FlagKind.Switch, "false", "Restore a damaged backup too: what is left of it."),
        ])
    {
        Arguments =
        [
            new ArgumentDefinition(Source, null, "A backup that `belfry backup` wrote."),
            new ArgumentDefinition(Target, null, "The data folder to make; it must be empty or not there."),
        ],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments) =>
        Line.RunAsync(arguments, flags => CommandEdge.RunAsync(() => RestoreAsync(flags)));

    private static async Task<int> RestoreAsync(FlagValues flags)
    {
        var source = Folders.Existing(flags.Argument(Source));
        var target = Folders.New(flags.Argument(Target));
        var isForced = flags.IsOn(AcceptDamage);
        var result = StoreBackup.Restore(source, target, isForced, CommandEdge.Progress, CancellationToken.None);
        await VerificationText.WriteAsync(Console.Out, result.Report);
        var isRestored = result.Report.IsSound || isForced;
        await Console.Out.WriteLineAsync(isRestored
            ? $"restored {result.FileCount} files, {result.SizeBytes} bytes of {result.CreatedAt:u} into {target.Path}"
            : $"NOT restored: the backup is damaged; --{AcceptDamage} restores what is left of it");
        return result.Report.IsSound ? 0 : 1;
    }
}
