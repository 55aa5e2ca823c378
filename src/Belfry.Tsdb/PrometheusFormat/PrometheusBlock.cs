using Belfry.Platform.Disk;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>An open block of Prometheus. One thread; what it gives out is valid until it is disposed.</summary>
internal sealed class PrometheusBlock : IDisposable
{
    private PrometheusBlock(
        PrometheusBlockMeta meta, PrometheusIndex index, PrometheusChunkFiles chunks, PrometheusTombstones tombstones)
    {
        Meta = meta;
        Index = index;
        Chunks = chunks;
        Tombstones = tombstones;
    }

    internal PrometheusBlockMeta Meta { get; }

    internal PrometheusIndex Index { get; }

    internal PrometheusChunkFiles Chunks { get; }

    internal PrometheusTombstones Tombstones { get; }

    /// <summary>Opens a block; null, with the damage told, when nothing of it can be used.</summary>
    internal static PrometheusBlock? TryOpen(
        StoreDirectory folder, PrometheusBlockMeta meta, string path, DamageList damages)
    {
        if (PrometheusTombstones.TryRead(folder, path, damages) is not { } tombstones
            || PrometheusIndex.TryOpen(folder, meta, path, damages) is not { } index)
        {
            return null;
        }

        return new PrometheusBlock(meta, index, new PrometheusChunkFiles(folder, path, damages), tombstones);
    }

    public void Dispose()
    {
        Index.Dispose();
        Chunks.Dispose();
    }
}
