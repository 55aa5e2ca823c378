using Belfry.Model;

namespace Belfry.Tsdb.Head;

/// <summary>What a series' labels are as bytes and in order; any thread.</summary>
internal static class HeadSeriesLabels
{
    /// <summary>Whether its labels are exactly these canonical bytes.</summary>
    internal static bool HasLabels(this HeadSeries series, ReadOnlySpan<byte> canonicalLabels)
    {
        foreach (var pair in series.Pairs)
        {
            if (!canonicalLabels.StartsWith(pair.Canonical))
            {
                return false;
            }

            canonicalLabels = canonicalLabels[pair.Canonical.Length..];
        }

        return canonicalLabels.IsEmpty;
    }

    /// <summary>The canonical bytes of its labels, written into <paramref name="destination"/>; returns their
    /// length.</summary>
    internal static int WriteLabels(this HeadSeries series, ref byte[] destination)
    {
        var length = 0;
        foreach (var pair in series.Pairs)
        {
            if (destination.Length - length < pair.Canonical.Length)
            {
                Array.Resize(ref destination, Math.Max(destination.Length * 2, length + pair.Canonical.Length));
            }

            pair.Canonical.CopyTo(destination.AsSpan(length));
            length += pair.Canonical.Length;
        }

        return length;
    }

    /// <summary>Orders as <see cref="Labels.CompareTo"/> does, mostly by looking at references.</summary>
    internal static int CompareLabels(this HeadSeries series, HeadSeries other)
    {
        var pairs = series.Pairs;
        var others = other.Pairs;
        var shared = Math.Min(pairs.Length, others.Length);
        for (var index = 0; index < shared; index++)
        {
            var order = pairs[index].CompareTo(others[index]);
            if (order != 0)
            {
                return order;
            }
        }

        return pairs.Length.CompareTo(others.Length);
    }
}
