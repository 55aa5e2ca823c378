using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Reading;

/// <summary>
/// One series of a selection: its parts in blocks, oldest first, then in the head. Where parts overlap, equal times
/// give one sample, that of the part that comes first.
/// </summary>
internal sealed class SelectedSeries(Labels labels, IReadOnlyList<SeriesPart> parts, long fromMs, long throughMs)
    : ISelectedSeries
{
    /// <inheritdoc/>
    public Labels Labels => labels;

    /// <inheritdoc/>
    public void ReadLast(TimestampMs from, TimestampMs through, SampleColumns destination)
    {
        var first = Math.Max(from.Value, fromMs);
        var last = Math.Min(through.Value, throughMs);
        if (parts.Count == 1 && parts[0].TryReadLast(first, last, out var timeMs, out var value))
        {
            destination.Add(timeMs, value);
            return;
        }

        Read(from, through, destination);
    }

    /// <inheritdoc/>
    public void Read(TimestampMs from, TimestampMs through, SampleColumns destination)
    {
        var first = Math.Max(from.Value, fromMs);
        var last = Math.Min(through.Value, throughMs);
        if (first > last)
        {
            return;
        }

        if (parts.Count == 1 && destination.Count == 0)
        {
            parts[0].Read(first, last, destination);
            return;
        }

        using var merged = new MergeColumns();
        foreach (var part in parts)
        {
            merged.Add(part, first, last);
        }

        merged.CopyTo(destination);
    }
}
