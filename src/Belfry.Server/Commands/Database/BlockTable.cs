using System.Globalization;
using System.Text;
using Belfry.Storage.Blocks;

namespace Belfry.Server.Commands.Database;

/// <summary>Blocks as promtool lists them: cells at least 13 wide, two spaces between, the last as it is.</summary>
internal static class BlockTable
{
    private const int CellWidthMin = 13;
    private const int Padding = 2;

    private static readonly string[] Header =
        ["BLOCK ULID", "MIN TIME", "MAX TIME", "DURATION", "NUM SAMPLES", "NUM CHUNKS", "NUM SERIES", "SIZE"];

    internal static string Text(
        IReadOnlyList<(BlockManifest Manifest, long SizeBytes)> blocks, bool hasHeader, bool isHumanReadable)
    {
        var rows = blocks.Select(block => Cells(block.Manifest, block.SizeBytes, isHumanReadable)).ToList();
        if (hasHeader)
        {
            rows.Insert(0, Header);
        }

        var widths = Enumerable.Range(0, Header.Length - 1)
            .Select(column => Math.Max(CellWidthMin, rows.Max(row => row[column].Length) + Padding))
            .ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var column = 0; column < widths.Count; column++)
            {
                text.Append(row[column].PadRight(widths[column]));
            }

            text.Append(row[^1]).Append('\n');
        }

        return text.ToString();
    }

    private static string[] Cells(BlockManifest block, long sizeBytes, bool isHumanReadable) =>
    [
        block.Id.ToString(),
        GoText.Time(block.MinTime, isHumanReadable),
        GoText.Time(block.MaxTime, isHumanReadable),
        GoText.Duration(block.MaxTime.Value - block.MinTime.Value),
        block.SampleCount.ToString(CultureInfo.InvariantCulture),
        block.ChunkCount.ToString(CultureInfo.InvariantCulture),
        block.SeriesCount.ToString(CultureInfo.InvariantCulture),
        GoText.Size(sizeBytes, isHumanReadable),
    ];
}
