namespace Belfry.Tsdb.Blocks;

/// <summary>
/// The order in which blocks are read and merged: by time, but blocks that overlap by age, because of two samples of
/// one series and time the one that came first stays, and late samples are in later blocks. Names rise with age (see
/// <see cref="Storage.Blocks.BlockId.Create"/>), also over restarts. Pure.
/// </summary>
internal static class BlockOrder
{
    /// <summary>The blocks in groups that share no time, by rising time; within a group the oldest block
    /// first.</summary>
    internal static List<List<Block>> Groups(IEnumerable<Block> blocks)
    {
        var groups = new List<List<Block>>();
        var endMs = long.MinValue;
        foreach (var block in blocks.OrderBy(block => block.MinTimeMs))
        {
            if (groups.Count == 0 || block.MinTimeMs >= endMs)
            {
                groups.Add([]);
            }

            groups[^1].Add(block);
            endMs = Math.Max(endMs, block.EndTimeMs);
        }

        groups.ForEach(group => group.Sort((left, right) => left.Manifest.Id.CompareTo(right.Manifest.Id)));
        return groups;
    }

    /// <summary>The same in one row.</summary>
    internal static Block[] Of(IEnumerable<Block> blocks) => [.. Groups(blocks).SelectMany(group => group)];
}
