using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// One series of a selection whose stretches of time are read at several resolutions. Raw parts come first by time,
/// blocks before the head.
/// </summary>
internal sealed class TieredSeries(Labels labels, IReadOnlyList<SeriesPart> parts, IReadOnlyList<ResolutionSpan> spans)
    : ISelectedSeries
{
    /// <inheritdoc/>
    public Labels Labels => labels;

    /// <inheritdoc/>
    public void Read(TimestampMs from, TimestampMs through, SampleColumns destination)
    {
        foreach (var span in spans)
        {
            var (firstMs, lastMs) = Clip(span, from, through);
            if (firstMs >= lastMs)
            {
                continue;
            }

            if (span.ResolutionMs == 0)
            {
                ReadRaw(firstMs, lastMs, destination);
                continue;
            }

            foreach (var part in TierParts(span))
            {
                part.Read(firstMs + 1, lastMs, destination);
            }
        }
    }

    /// <inheritdoc/>
    public void ReadWindows(TimestampMs from, TimestampMs through, WindowColumns destination)
    {
        foreach (var span in spans)
        {
            var (firstMs, lastMs) = Clip(span, from, through);
            if (firstMs >= lastMs)
            {
                continue;
            }

            if (span.ResolutionMs == 0)
            {
                using var samples = new SampleColumns();
                ReadRaw(firstMs, lastMs, samples);
                destination.AddSamples(samples);
                continue;
            }

            foreach (var part in TierParts(span))
            {
                part.ReadWindows(firstMs, lastMs, destination);
            }
        }
    }

    private static (long FirstMs, long LastMs) Clip(ResolutionSpan span, TimestampMs from, TimestampMs through) =>
        (Math.Max(span.FromMs, Math.Max(from.Value, long.MinValue + 1) - 1), Math.Min(span.ThroughMs, through.Value));

    private IEnumerable<TierPart> TierParts(ResolutionSpan span) =>
        parts.OfType<TierPart>().Where(part => part.ResolutionMs == span.ResolutionMs);

    private void ReadRaw(long fromMs, long throughMs, SampleColumns destination)
    {
        using var merged = new MergeColumns();
        foreach (var part in parts)
        {
            if (part is not TierPart)
            {
                merged.Add(part, fromMs + 1, throughMs);
            }
        }

        merged.CopyTo(destination);
    }
}
