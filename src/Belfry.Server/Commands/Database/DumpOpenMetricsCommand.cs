using System.Globalization;
using System.Text;
using Belfry.Model;
using Belfry.Server.Flags;
using Belfry.Storage.Contracts;

namespace Belfry.Server.Commands.Database;

/// <summary><c>belfry tsdb dump-openmetrics</c>.</summary>
internal static class DumpOpenMetricsCommand
{
    internal const string Verb = "dump-openmetrics";

    internal static CommandLine Line { get; } = new(
        "belfry tsdb dump-openmetrics [<flags>] [DIR]",
        "Prints the samples of a data folder that no server has open as OpenMetrics, without native histograms and\n"
        + "stale markers, which it has no form for.",
        Arguments.SelectionFlags)
    {
        Arguments = [Arguments.FolderArgument],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments) =>
        Line.RunAsync(arguments, flags => CommandEdge.RunAsync(() =>
        {
            SampleDump.Run(flags, Write, end: "# EOF\n");
            return 0;
        }));

    private static void Write(TextWriter output, Labels labels, SampleColumns samples)
    {
        var name = SeriesName(labels);
        for (var index = 0; index < samples.Count; index++)
        {
            var value = samples.Values[index];
            if (StaleMarker.IsStale(value) || (samples.HasHistograms && samples.Histograms[index] is not null))
            {
                continue;
            }

            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} {FloatText.General(value)} {samples.TimestampsMs[index] / 1000m:F3}\n"));
        }
    }

    private static string SeriesName(Labels labels)
    {
        var metric = "";
        var pairs = new StringBuilder();
        foreach (var label in labels)
        {
            if (label.Name.SequenceEqual(LabelNames.MetricNameUtf8))
            {
                metric = label.ValueText;
                continue;
            }

            pairs.Append(pairs.Length > 0 ? "," : "");
            pairs.Append(System.Text.Encoding.UTF8.GetString(label.Name)).Append('=');
            QuotedText.Append(pairs, label.ValueText);
        }

        return $"{metric}{{{pairs}}}";
    }
}
