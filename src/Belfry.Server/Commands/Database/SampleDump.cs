using Belfry.Model;
using Belfry.Server.Flags;
using Belfry.Storage.Contracts;

namespace Belfry.Server.Commands.Database;

/// <summary>Walks the series and samples that a command line selects, series by labels, samples by time.</summary>
internal static class SampleDump
{
    private const int BufferSizeChars = 64 << 10;

    /// <summary>Calls <paramref name="write"/> for every series; what it writes goes to the output stream.</summary>
    internal static void Run(FlagValues flags, Action<TextWriter, Labels, SampleColumns> write, string end = "")
    {
        var from = Arguments.Time(flags, Arguments.MinTime);
        var through = Arguments.Time(flags, Arguments.MaxTime);
        var selectors = Arguments.Selectors(flags);
        using var store = Arguments.Open(flags);
        using var reader = store.Open(from, through);
        using var samples = new SampleColumns();
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: BufferSizeChars);
        var all = selectors.SelectMany(selector => reader.Select(selector, CancellationToken.None));
        if (selectors.Count > 1)
        {
            all = all.DistinctBy(series => series.Labels).OrderBy(series => series.Labels);
        }

        foreach (var series in all)
        {
            samples.Clear();
            series.Read(from, through, samples);
            write(output, series.Labels, samples);
        }

        output.Write(end);
    }
}
