using System.Globalization;
using Belfry.Platform.Disk;
using Belfry.Query.Scripts;
using Belfry.Server.Flags;

namespace Belfry.Server.Commands.Testing;

/// <summary>
/// <c>belfry test promql</c>: scripts in the language of promqltest. Exit codes: 0 when all is as the scripts expect,
/// 1 otherwise.
/// </summary>
internal static class PromQLTestCommand
{
    internal const string Verb = "promql";

    private const string Files = "FILES";
    private const string DelayedNameRemoval = "delayed-name-removal";
    private const long LengthBytesMax = 64 << 20;

    internal static CommandLine Line { get; } = new(
        "belfry test promql [<flags>] FILES…",
        "Runs scripts in the language of Prometheus's engine tests (promqltest): load, eval, expect. Each file begins\n"
        + "with an empty store. Prints a line for each file; what is not as expected goes to the error stream.",
        [
            new FlagDefinition(
                DelayedNameRemoval,
                FlagKind.Switch,
                "true",
                "Remove names of metrics at the end of a query, as the originals' scripts expect it."),
        ])
    {
        Arguments = [new ArgumentDefinition(Files, null, "The scripts.") { IsRepeated = true }],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments, TimeProvider clock) =>
        Line.RunAsync(arguments, async flags =>
        {
            var isPassed = true;
            foreach (var file in flags.Arguments(Files))
            {
                isPassed &= await RunAsync(file, flags.IsOn(DelayedNameRemoval), clock);
            }

            return isPassed ? 0 : 1;
        });

    private static async Task<bool> RunAsync(string file, bool delayedNameRemoval, TimeProvider clock)
    {
        if (!UserFiles.TryReadText(file, LengthBytesMax, out var script, out var error))
        {
            await Console.Error.WriteLineAsync($"belfry: error: {file}: {error}");
            return false;
        }

        var report = PromQLScript.Run(script, delayedNameRemoval, clock, CancellationToken.None);
        foreach (var failure in report.Failures)
        {
            await Console.Error.WriteLineAsync($"{file}: {failure}");
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{file}: {report.Passed} of {report.Total} evals pass"));
        return report.IsPassed;
    }
}
