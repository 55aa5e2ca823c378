using Belfry.Model;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Tiers;

/// <summary>A place among the series of one block, which are sorted by labels. One thread.</summary>
internal sealed class SeriesCursor(Block block)
{
    private byte[] labels = new byte[512];
    private int labelsLength;
    private long ordinal = -1;

    internal Block Block => block;

    internal uint Ordinal => (uint)ordinal;

    internal ReadOnlySpan<byte> Labels => labels.AsSpan(0, labelsLength);

    /// <summary>Moves to the next series; false behind the last.</summary>
    internal bool MoveNext()
    {
        if (++ordinal >= block.Index.SeriesCount)
        {
            return false;
        }

        labelsLength = block.Index.ReadLabels((uint)ordinal, ref labels);
        return true;
    }

    /// <summary>Replaces <paramref name="same"/> by those at the least series, the oldest blocks first.</summary>
    internal static void FindLeast(List<SeriesCursor> cursors, List<SeriesCursor> same)
    {
        same.Clear();
        foreach (var cursor in cursors)
        {
            var order = same.Count == 0 ? -1 : LabelsReader.Compare(cursor.Labels, same[0].Labels);
            if (order < 0)
            {
                same.Clear();
            }

            if (order <= 0)
            {
                same.Add(cursor);
            }
        }

        same.Sort((left, right) => left.Block.MinTimeMs.CompareTo(right.Block.MinTimeMs));
    }
}
