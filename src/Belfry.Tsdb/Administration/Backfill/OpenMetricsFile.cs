using Belfry.Encoding.Exposition;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Tsdb.Head;

namespace Belfry.Tsdb.Administration.Backfill;

/// <summary>
/// Reads an OpenMetrics text once for each block that is made of it, so that only one block's samples are in memory.
/// One thread.
/// </summary>
internal sealed class OpenMetricsFile(MappedFile file, BackfillOptions options)
{
    /// <summary>The longest text.</summary>
    internal const long LengthBytesMax = int.MaxValue;

    private readonly LabelsBuilder builder = new();

    private ReadOnlySpan<byte> Text => file.Slice(0, (int)file.LengthBytes);

    /// <summary>The first and the last time in the text; null when it has no sample.</summary>
    /// <exception cref="BackfillException">The text is wrong, or a sample has no time.</exception>
    internal (long FromMs, long ThroughMs)? Range()
    {
        var reader = new OpenMetricsReader(Text);
        long from = long.MaxValue, through = long.MinValue;
        while (Next(ref reader))
        {
            if (!reader.HasTimestamp)
            {
                throw new BackfillException(
                    $"the series {Name(reader.SeriesText)} has a sample without a time: write one behind every value");
            }

            from = Math.Min(from, reader.Timestamp.Value);
            through = Math.Max(through, reader.Timestamp.Value);
        }

        return from <= through ? (from, through) : null;
    }

    /// <summary>
    /// The series with samples from <paramref name="fromMs"/> to before <paramref name="endMs"/>, and the first time
    /// not before the end; null when there is none.
    /// </summary>
    internal (List<BackfillSeries> Series, long? NextMs) Read(
        long fromMs, long endMs, CancellationToken cancellationToken)
    {
        var byText = new Dictionary<byte[], BackfillSeries>(CanonicalComparer.Instance);
        var byTextSpan = byText.GetAlternateLookup<ReadOnlySpan<byte>>();
        var byLabels = new Dictionary<Labels, BackfillSeries>();
        long? next = null;
        var reader = new OpenMetricsReader(Text);
        while (Next(ref reader))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var timeMs = reader.Timestamp.Value;
            if (timeMs >= endMs)
            {
                next = Math.Min(next ?? long.MaxValue, timeMs);
            }
            else if (timeMs >= fromMs)
            {
                if (!byTextSpan.TryGetValue(reader.SeriesText, out var series))
                {
                    var labels = LabelsOf(ref reader);
                    byLabels.TryAdd(labels, new BackfillSeries(labels));
                    byTextSpan[reader.SeriesText] = series = byLabels[labels];
                }

                series.Add(timeMs, reader.Value);
            }
        }

        return (byLabels.Values.OrderBy(series => series.Labels).ToList(), next);
    }

    private Labels LabelsOf(ref OpenMetricsReader reader)
    {
        if (SeriesText.CopyLabels(reader.SeriesText, reader.DeclaredType, builder) is { } problem)
        {
            throw new BackfillException($"the series {Name(reader.SeriesText)} cannot be used: {problem}");
        }

        foreach (var (name, value) in options.Labels)
        {
            builder.Set(name, value);
        }

        return builder.ToLabels();
    }

    // Moves to the next sample; false at the end.
    private static bool Next(ref OpenMetricsReader reader)
    {
        while (true)
        {
            switch (reader.Read())
            {
                case ExpositionEntry.Series:
                    return true;
                case ExpositionEntry.End:
                    return false;
                case ExpositionEntry.Invalid:
                    throw new BackfillException(
                        $"line {reader.Error!.Line}, column {reader.Error.Column}: {reader.Error.Message}");
                default:
                    break;
            }
        }
    }

    private static string Name(ReadOnlySpan<byte> seriesText) =>
        $"`{System.Text.Encoding.UTF8.GetString(seriesText)}`";
}
