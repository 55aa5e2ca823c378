using Belfry.Server.Flags;

namespace Belfry.Server.Commands.Database;

/// <summary><c>belfry tsdb</c>: what <c>promtool tsdb</c> does, for Belfry's folders.</summary>
internal static class TsdbCommand
{
    internal const string Verb = "tsdb";

    private const string Usage = """
        usage: belfry tsdb VERB --help

        Looks into a data folder that no server has open, and brings samples in and out.

          list                             List the blocks.
          analyze                          Count series by labels and find what churns.
          dump                             Print samples.
          dump-openmetrics                 Print samples as OpenMetrics.
          create-blocks-from openmetrics   Make blocks of an OpenMetrics file.
          import                           Take over the samples of a folder of Prometheus.
          export                           Write the samples as blocks of Prometheus.

        """;

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments, TimeProvider clock)
    {
        IReadOnlyList<string> rest = [.. arguments.Skip(1)];
        return arguments switch
        {
            [ListCommand.Verb, ..] => ListCommand.RunAsync(rest),
            [AnalyzeCommand.Verb, ..] => AnalyzeCommand.RunAsync(rest),
            [DumpCommand.Verb, ..] => DumpCommand.RunAsync(rest),
            [DumpOpenMetricsCommand.Verb, ..] => DumpOpenMetricsCommand.RunAsync(rest),
            [BackfillCommand.Verb, BackfillCommand.Source, ..] =>
                BackfillCommand.RunAsync([.. rest.Skip(1)], clock),
            [ImportCommand.Verb, ..] => ImportCommand.RunAsync(rest, clock),
            [ExportCommand.Verb, ..] => ExportCommand.RunAsync(rest, clock),
            ["--help" or "-h", ..] => ShowAsync(),
            [] => CommandLine.RefuseAsync(["which verb? `belfry tsdb --help` lists them"]),
            _ => CommandLine.RefuseAsync(
                [$"unknown verb `{string.Join(' ', arguments.Take(2))}`: `belfry tsdb --help` lists them"]),
        };
    }

    private static async Task<int> ShowAsync()
    {
        await Console.Out.WriteAsync(Usage);
        return 0;
    }
}
