using System.Globalization;
using System.Text;
using Belfry.Tsdb.Administration.Offline;

namespace Belfry.Server.Commands.Database;

/// <summary>An analysis as promtool prints it.</summary>
internal static class AnalysisText
{
    internal static string Render(BlockAnalysis analysis, string selector, bool isExtended)
    {
        var manifest = analysis.Manifest;
        var text = new StringBuilder();
        Line(text, $"Block ID: {manifest.Id}");
        Line(text, $"Duration: {GoText.Duration(manifest.MaxTime.Value - manifest.MinTime.Value)}");
        Line(text, $"Total Series: {manifest.SeriesCount}");
        if (selector.Length > 0)
        {
            Line(text, $"Matcher: {selector}");
        }

        Line(text, $"Label names: {analysis.LabelNameCount}");
        if (selector.Length > 0)
        {
            Line(text, $"Matched series: {analysis.SeriesCount}");
        }

        Line(text, $"Postings (unique label pairs): {analysis.LabelPairCount}");
        Line(text, $"Postings entries (total label pairs): {analysis.PostingsEntryCount}");
        List(text, "Label pairs most involved in churning", analysis.ChurnByLabelPair);
        List(text, "Label names most involved in churning", analysis.ChurnByLabelName);
        List(text, "Most common label pairs", analysis.SeriesCountByLabelPair);
        List(text, "Label names with highest cumulative label value length", analysis.ValueBytesByLabelName);
        List(text, "Highest cardinality labels", analysis.ValueCountByLabelName);
        List(text, "Highest cardinality metric names", analysis.SeriesCountByMetricName);
        if (isExtended)
        {
            var (floats, histograms) = (analysis.FloatChunks, analysis.HistogramChunks);
            var total = floats.Count + histograms.Count;
            text.Append("\nCompaction analysis:\n\n");
            Histogram(text, "samples per float chunk", [.. floats.Select(chunk => chunk.SampleCount)], total);
            Histogram(text, "bytes per float chunk", [.. floats.Select(chunk => chunk.SizeBytes)], total);
            Histogram(text, "samples per histogram chunk", [.. histograms.Select(chunk => chunk.SampleCount)], total);
            Histogram(text, "bytes per histogram chunk", [.. histograms.Select(chunk => chunk.SizeBytes)], total);
            Histogram(text, "buckets per histogram chunk", [.. histograms.Select(chunk => chunk.BucketCount)], total);
        }

        return text.ToString();
    }

    internal static void Histogram(StringBuilder text, string what, int[] values, int total)
    {
        if (values.Length == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{what}: N/A\n\n");
            return;
        }

        Array.Sort(values);
        var (start, end, step) = Buckets(values[0], values[^1]);
        var counts = new int[((end - start) / step) + 1];
        foreach (var value in values)
        {
            counts[(value - start) / step]++;
        }

        var average = values.Sum(value => (long)value) / values.Length;
        Line(text, $"{what} (min/avg/max): {values[0]}/{average}/{values[^1]}");
        var (leftWidth, rightWidth) = (Width(end), Width(end + step));
        var countWidth = Width(counts.Max());
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            var left = Number((bucket * step) + start + 1).PadLeft(leftWidth);
            var right = Number(((bucket + 1) * step) + start).PadLeft(rightWidth);
            var bar = new string('#', (int)(100L * counts[bucket] / total));
            text.Append($"[{left}, {right}]: {Number(counts[bucket]).PadLeft(countWidth)} {bar}\n");
        }

        text.Append('\n');
    }

    private static (int Start, int End, int Step) Buckets(int least, int most)
    {
        var step = 10;
        while (step < (most - least) / 10 && step <= 10_000)
        {
            step *= 10;
        }

        return (least - (least % step), most - (most % step) + step, step);
    }

    private static void List(StringBuilder text, string title, IReadOnlyList<KeyValuePair<string, long>> items)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{title}:\n");
        foreach (var (name, count) in items)
        {
            Line(text, $"{count} {name}");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static int Width(int number) => Number(number).Length;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
