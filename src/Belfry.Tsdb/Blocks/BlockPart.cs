using Belfry.Storage.Contracts;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Blocks;

/// <summary>A series of a block that a reader holds.</summary>
internal sealed class BlockPart(Block block, uint ordinal) : SeriesPart
{
    internal override void Read(long fromMs, long throughMs, SampleColumns destination)
    {
        try
        {
            var places = new List<ChunkPlace>();
            block.Index.ReadChunks(ordinal, places);
            BlockSeriesReader.Read(block, ordinal, places, fromMs, throughMs, destination);
        }
        catch (StorageFailureException damage) when (block.Tell(damage))
        {
            throw;
        }
    }
}
