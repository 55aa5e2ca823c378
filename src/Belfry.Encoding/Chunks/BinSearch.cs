namespace Belfry.Encoding.Chunks;

/// <summary>
/// Chooses the bins of a sequence: the cheapest cut of a sorted sample of its residuals into at most four ranges, found
/// over a few possible edges, with outliers left over at both ends. It sees at most <see cref="SampleMax"/> residuals,
/// so that a choice costs the same for any length; what it misses becomes an outlier.
/// </summary>
internal static class BinSearch
{
    private const int SampleMax = 128;
    private const int EdgesMax = 32;
    private const int OutlierEdgeMax = 12;

    /// <summary>
    /// Bins for <paramref name="residuals"/>, which lie between <paramref name="least"/> and <paramref name="most"/>,
    /// that should be cheaper than one for all; false when one will do.
    /// </summary>
    internal static bool TryCut(ReadOnlySpan<long> residuals, long least, long most, out PackedBins bins)
    {
        bins = default;
        if (unchecked((ulong)most - (ulong)least) <= 1 || residuals.Length < 4)
        {
            return false;
        }

        Span<long> sample = stackalloc long[SampleMax];
        sample = sample[..Math.Min(SampleMax, residuals.Length)];
        for (var index = 0; index < sample.Length; index++)
        {
            sample[index] = residuals[(int)((long)index * residuals.Length / sample.Length)];
        }

        sample.Sort();
        if (sample.Length < residuals.Length)
        {
            sample[0] = least;
            sample[^1] = most;
        }

        Span<int> edges = stackalloc int[EdgesMax];
        edges = edges[..ListEdges(sample, edges)];
        return new Plan(sample, edges, (float)residuals.Length / sample.Length).TryFollow(out bins);
    }

    // Places in the sorted sample where a bin may begin or end: near the ends, at the eighths, and where runs of one
    // number begin and end.
    private static int ListEdges(ReadOnlySpan<long> sample, Span<int> edges)
    {
        var count = 0;
        for (var place = 0; place <= 2; place++)
        {
            edges[count++] = place;
        }

        edges[count++] = sample.Length >> 4;
        for (var eighth = 1; eighth < 8; eighth++)
        {
            var place = sample.Length * eighth >> 3;
            var first = place;
            while (first > 0 && sample[first - 1] == sample[place])
            {
                first--;
            }

            while (place < sample.Length && sample[place] == sample[first])
            {
                place++;
            }

            edges[count++] = first;
            edges[count++] = place;
        }

        edges[count++] = sample.Length - (sample.Length >> 4);
        for (var place = 2; place >= 0; place--)
        {
            edges[count++] = sample.Length - place;
        }

        edges[..count].Sort();
        var kept = 1;
        for (var index = 1; index < count; index++)
        {
            if (edges[index] != edges[kept - 1])
            {
                edges[kept++] = edges[index];
            }
        }

        return kept;
    }

    /// <summary>The table of a shortest path: <c>costs[b, e]</c> bits for all before edge e, in b bins.</summary>
    private readonly ref struct Plan
    {
        private readonly ReadOnlySpan<long> sample;
        private readonly ReadOnlySpan<int> edges;
        private readonly float weight;

        internal Plan(ReadOnlySpan<long> sample, ReadOnlySpan<int> edges, float weight)
        {
            this.sample = sample;
            this.edges = edges;
            this.weight = weight;
        }

        internal bool TryFollow(out PackedBins bins)
        {
            Span<float> costs = stackalloc float[(PackedBins.CountMax + 1) * EdgesMax];
            Span<byte> origins = stackalloc byte[(PackedBins.CountMax + 1) * EdgesMax];
            Fill(costs, origins);

            var bestCost = float.MaxValue;
            var bestCount = 0;
            var bestEdge = 0;
            for (var edge = 1; edge < edges.Length; edge++)
            {
                var outliers = OutlierBits(edges[edge], sample.Length);
                for (var count = 1; count <= PackedBins.CountMax; count++)
                {
                    var cost = costs[(count * EdgesMax) + edge] + outliers
                        + (PackedBins.ClassBitsOf(count) * sample.Length * weight);
                    if (cost < bestCost)
                    {
                        (bestCost, bestCount, bestEdge) = (cost, count, edge);
                    }
                }
            }

            bins = default;
            return bestCount > 0 && TryBuild(origins, bestCount, bestEdge, out bins);
        }

        private void Fill(Span<float> costs, Span<byte> origins)
        {
            for (var edge = 0; edge < edges.Length; edge++)
            {
                costs[edge] = OutlierBits(0, edges[edge]);
            }

            for (var count = 1; count <= PackedBins.CountMax; count++)
            {
                costs[(count * EdgesMax)..].Fill(float.MaxValue);
            }

            for (var edge = 1; edge < edges.Length; edge++)
            {
                for (var origin = 0; origin < edge; origin++)
                {
                    var bits = BinBits(edges[origin], edges[edge]);
                    for (var count = 1; count <= PackedBins.CountMax; count++)
                    {
                        var cost = costs[((count - 1) * EdgesMax) + origin] + bits;
                        if (cost < costs[(count * EdgesMax) + edge])
                        {
                            costs[(count * EdgesMax) + edge] = cost;
                            origins[(count * EdgesMax) + edge] = (byte)origin;
                        }
                    }
                }
            }
        }

        private float BinBits(int from, int to)
        {
            var width = PackedBins.WidthOf(unchecked((ulong)sample[to - 1] - (ulong)sample[from]));
            return width > PackedBins.WidthMax ? float.MaxValue : ((to - from) * weight * width) + 12;
        }

        private float OutlierBits(int from, int to)
        {
            if (to - from > OutlierEdgeMax)
            {
                return float.MaxValue;
            }

            var bits = 0f;
            var middle = sample[sample.Length >> 1];
            for (var index = from; index < to; index++)
            {
                var distance = unchecked(sample[index] - middle);
                bits += 24 + PackedBins.WidthOf((ulong)(distance ^ (distance >> 63)));
            }

            return bits * weight;
        }

        private bool TryBuild(ReadOnlySpan<byte> origins, int count, int edge, out PackedBins bins)
        {
            Span<int> path = stackalloc int[PackedBins.CountMax + 1];
            path[count] = edge;
            for (var bin = count; bin > 0; bin--)
            {
                path[bin - 1] = origins[(bin * EdgesMax) + path[bin]];
            }

            bins = default;
            for (var bin = 0; bin < count; bin++)
            {
                long first = sample[edges[path[bin]]], last = sample[edges[path[bin + 1]] - 1];
                var width = PackedBins.WidthOf(unchecked((ulong)last - (ulong)first));
                bins.Add(bin == 0 ? first : Joined(bins, first, last, width), width);
            }

            return true;
        }

        // A bin that begins where the one before ends is described by a byte less.
        private static long Joined(in PackedBins bins, long first, long last, int width)
        {
            var end = unchecked(bins.Bases[bins.Count - 1] + (1L << (int)bins.Widths[bins.Count - 1]));
            return end <= first && end > bins.Bases[bins.Count - 1]
                && unchecked((ulong)last - (ulong)end) >> width == 0 ? end : first;
        }
    }
}
