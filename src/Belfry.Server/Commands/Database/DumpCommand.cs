using System.Buffers;
using System.Globalization;
using Belfry.Model;
using Belfry.Server.Flags;
using Belfry.Storage.Contracts;

namespace Belfry.Server.Commands.Database;

/// <summary><c>belfry tsdb dump</c>.</summary>
internal static class DumpCommand
{
    internal const string Verb = "dump";

    private const string Format = "format";

    internal static CommandLine Line { get; } = new(
        "belfry tsdb dump [<flags>] [DIR]",
        "Prints the samples of a data folder that no server has open: labels, value, time in milliseconds.",
        [
            .. Arguments.SelectionFlags,
            new FlagDefinition(Format, FlagKind.Choice, "prom", "Samples, or only the series as JSON.")
            {
                Choices = ["prom", "seriesjson"],
            },
        ])
    {
        Arguments = [Arguments.FolderArgument],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments) =>
        Line.RunAsync(arguments, flags => CommandEdge.RunAsync(() =>
        {
            SampleDump.Run(flags, flags.Text(Format) == "prom" ? WriteSamples : WriteLabels);
            return 0;
        }));

    private static void WriteSamples(TextWriter output, Labels labels, SampleColumns samples)
    {
        var name = labels.ToString();
        for (var index = 0; index < samples.Count; index++)
        {
            var value = samples.HasHistograms && samples.Histograms[index] is { } histogram
                ? histogram.ToString()
                : FloatText.General(samples.Values[index]);
            output.Write(string.Create(
                CultureInfo.InvariantCulture, $"{name} {value} {samples.TimestampsMs[index]}\n"));
        }
    }

    private static void WriteLabels(TextWriter output, Labels labels, SampleColumns samples)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new System.Text.Json.Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var label in labels)
            {
                json.WriteString(label.Name, label.Value);
            }

            json.WriteEndObject();
        }

        output.Write(System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n");
    }
}
