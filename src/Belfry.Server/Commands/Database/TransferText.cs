using Belfry.Tsdb.PrometheusFormat;

namespace Belfry.Server.Commands.Database;

/// <summary>How far an import or export has come, as a line on the error stream.</summary>
internal static class TransferText
{
    internal static void Progress(TransferProgress progress) => CommandEdge.Progress(Line(progress));

    internal static string Line(TransferProgress progress) =>
        $"block {progress.BlockNumber} of {progress.BlockCount}, from {GoText.Time(progress.From, true)}: "
            + $"{progress.SeriesCount} series, {progress.SampleCount} samples so far";
}
