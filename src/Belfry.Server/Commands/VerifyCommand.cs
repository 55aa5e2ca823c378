using Belfry.Server.Flags;
using Belfry.Tsdb.Administration.Backup;
using Belfry.Tsdb.Administration.Verification;

namespace Belfry.Server.Commands;

/// <summary><c>belfry verify</c>. Exit codes: 0 sound, 1 damaged or not readable.</summary>
internal static class VerifyCommand
{
    internal const string Verb = "verify";

    private const string Folder = "DIR";

    internal static CommandLine Line { get; } = new(
        "belfry verify DIR",
        "Reads a data folder that is not in use, a snapshot, or a backup to its last byte, and says what is damaged:\n"
        + "every checksum, every postings list, every chunk, times, totals, every journal record. Changes nothing.",
        [])
    {
        Arguments = [new ArgumentDefinition(Folder, null, "The data folder, snapshot or backup.")],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments) =>
        Line.RunAsync(arguments, flags => CommandEdge.RunAsync(() => VerifyAsync(flags.Argument(Folder))));

    private static async Task<int> VerifyAsync(string path)
    {
        var folder = Folders.Existing(path);
        var isBackup = StoreBackup.IsBackup(folder);
        var report = isBackup
            ? StoreBackup.Verify(folder, CommandEdge.Progress, CancellationToken.None).Report
            : StoreVerifier.Verify(folder, CommandEdge.Progress, CancellationToken.None);
        AlertingFiles.Verify(isBackup ? folder.Subdirectory(StoreBackup.DataFolder) : folder, report);
        await VerificationText.WriteAsync(Console.Out, report);
        return report.IsSound ? 0 : 1;
    }
}
