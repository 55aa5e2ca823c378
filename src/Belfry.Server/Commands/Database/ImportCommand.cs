using System.Security.Cryptography;
using Belfry.Server.Flags;
using Belfry.Tsdb.PrometheusFormat;

namespace Belfry.Server.Commands.Database;

/// <summary><c>belfry tsdb import</c>. Exit codes: 0 everything was imported, 1 not.</summary>
internal static class ImportCommand
{
    internal const string Verb = "import";

    private const string Source = "PROMETHEUS_DIR";

    internal static CommandLine Line { get; } = new(
        "belfry tsdb import PROMETHEUS_DIR [DIR]",
        "Takes the samples of a data folder of Prometheus 2.x or 3.x over: blocks, head and log, floats and native\n"
        + "histograms. Neither program may be running. DIR is new, or has no samples outside its blocks; repeating an\n"
        + "import is harmless. PROMETHEUS_DIR is not changed.",
        [])
    {
        Arguments =
        [
            new ArgumentDefinition(Source, null, "The folder that Prometheus's --storage.tsdb.path names."),
            Arguments.FolderArgument,
        ],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments, TimeProvider clock) =>
        Line.RunAsync(arguments, flags => CommandEdge.RunAsync(() => ImportAsync(flags, clock)));

    private static async Task<int> ImportAsync(FlagValues flags, TimeProvider clock)
    {
        var report = PrometheusImport.Run(
            Folders.Existing(flags.Argument(Source)),
            Folders.New(flags.Argument(Arguments.Folder)),
            clock,
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)),
            TransferText.Progress,
            CancellationToken.None);
        foreach (var damage in report.Damages)
        {
            await Console.Out.WriteLineAsync($"left out: {damage}");
        }

        if (report.OrphanCount > 0)
        {
            await Console.Out.WriteLineAsync($"left out: {report.OrphanCount} samples of series that nothing names");
        }

        await Console.Out.WriteLineAsync($"imported {report.BlockCount} blocks, {report.SampleCount} samples; "
            + $"{report.DamageCount} damages left out");
        return report.DamageCount == 0 ? 0 : 1;
    }
}
