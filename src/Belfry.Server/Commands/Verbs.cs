using Belfry.Server.Alertmanager;
using Belfry.Server.Commands.Database;
using Belfry.Server.Commands.Testing;
using Belfry.Server.Flags;
using Belfry.Server.Serving;

namespace Belfry.Server.Commands;

/// <summary>What the executable can do.</summary>
internal static class Verbs
{
    /// <summary>Every command line, for tests of what documents and help claim.</summary>
    internal static IReadOnlyList<CommandLine> Lines { get; } =
    [
        ServeCommand.Line,
        AlertmanagerCommand.Line,
        BackupCommand.Line,
        RestoreCommand.Line,
        VerifyCommand.Line,
        ListCommand.Line,
        AnalyzeCommand.Line,
        DumpCommand.Line,
        DumpOpenMetricsCommand.Line,
        BackfillCommand.Line,
        ImportCommand.Line,
        ExportCommand.Line,
        PromQLTestCommand.Line,
        PromQLCheckCommand.Line,
    ];

    internal static Task<int> RunAsync(string[] arguments, TimeProvider clock) => arguments switch
    {
        [AlertmanagerCommand.Verb, .. var rest] => AlertmanagerCommand.RunAsync(rest, clock),
        [BackupCommand.Verb, .. var rest] => BackupCommand.RunAsync(rest, clock),
        [RestoreCommand.Verb, .. var rest] => RestoreCommand.RunAsync(rest),
        [VerifyCommand.Verb, .. var rest] => VerifyCommand.RunAsync(rest),
        [TsdbCommand.Verb, .. var rest] => TsdbCommand.RunAsync(rest, clock),
        [CheckCommand.Verb, .. var rest] => CheckCommand.RunAsync(rest),
        [TestCommand.Verb, .. var rest] => TestCommand.RunAsync(rest, clock),
        _ => ServeCommand.RunAsync(arguments, clock),
    };
}
