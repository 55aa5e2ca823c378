using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Chunks;

namespace Belfry.Tsdb.Blocks;

/// <summary>
/// An open block. Its files stay mapped while anyone holds it: the block set holds it until it is replaced or dropped,
/// each reader while it lives. Who lets go last closes it and, if it was retired, deletes its folder. Thread-safe.
/// </summary>
internal sealed class Block
{
    private readonly StoreDirectory blocks;
    private readonly BlockDamage? damage;
    private readonly MappedFile indexFile;
    private readonly MappedFile chunksFile;
    private Tombstones tombstones;
    private int holders = 1;
    private long chunkBytesRead;
    private bool isRetired;

    private Block(StoreDirectory blocks, StoreDirectory folder, BlockManifest manifest, BlockDamage? damage)
    {
        this.blocks = blocks;
        this.damage = damage;
        Folder = folder;
        Manifest = manifest;
        tombstones = Tombstones.Read(folder);
        indexFile = folder.Map(BlockFormat.IndexName);
        try
        {
            chunksFile = folder.Map(BlockFormat.ChunksName);
        }
        catch
        {
            indexFile.Dispose();
            throw;
        }

        try
        {
            CheckSize(indexFile, BlockFormat.IndexName);
            CheckSize(chunksFile, BlockFormat.ChunksName);
            BlockFormat.CheckHeader(chunksFile, BlockFormat.ChunksMagic, ChunksPath);
            Index = new IndexReader(indexFile, $"{folder.Path}/{BlockFormat.IndexName}");
        }
        catch
        {
            Close();
            throw;
        }
    }

    internal StoreDirectory Folder { get; }

    internal BlockManifest Manifest { get; }

    internal IndexReader Index { get; }

    internal long MinTimeMs => Manifest.MinTime.Value;

    /// <summary>The first time behind the block.</summary>
    internal long EndTimeMs => Manifest.MaxTime.Value;

    internal string ChunksPath => $"{Folder.Path}/{BlockFormat.ChunksName}";

    internal Tombstones Tombstones => Volatile.Read(ref tombstones);

    internal long SizeBytes => Manifest.FileSizesBytes.Values.Sum();

    /// <summary>Opens the block in <paramref name="name"/>; <paramref name="damage"/> takes what readers
    /// find.</summary>
    /// <exception cref="StorageFailureException">It is damaged or of a later version.</exception>
    internal static Block Open(StoreDirectory blocks, string name, BlockDamage? damage = null)
    {
        var folder = blocks.Subdirectory(name);
        var manifest = BlockManifestFile.Read(folder);
        if (manifest.Id.ToString() != name || manifest.Kind != BlockFormat.Kind)
        {
            throw BlockFormat.Damaged(
                $"{folder.Path}/{BlockManifestFile.Name}", -1, "it is the manifest of another block");
        }

        try
        {
            return new Block(blocks, folder, manifest, damage);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"a block cannot be read: {failure.Message}", folder.Path, -1, "check the disk", failure);
        }
    }

    internal bool Overlaps(long fromMs, long throughMs) => MinTimeMs <= throughMs && EndTimeMs > fromMs;

    /// <summary>Tells of damage that a reader met. Always false, for the filter of a catch that then does not
    /// catch.</summary>
    internal bool Tell(StorageFailureException found)
    {
        damage?.Found(Manifest.Id.ToString(), found);
        return false;
    }

    /// <summary>Holds the block; false when it was closed already.</summary>
    internal bool TryHold()
    {
        var count = Volatile.Read(ref holders);
        while (count > 0)
        {
            var seen = Interlocked.CompareExchange(ref holders, count + 1, count);
            if (seen == count)
            {
                return true;
            }

            count = seen;
        }

        return false;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref holders) > 0)
        {
            return;
        }

        Close();
        if (Volatile.Read(ref isRetired))
        {
            DeleteFolder();
        }
    }

    /// <summary>
    /// Lets go of it for the block set, for good: its folder loses its name at once, so that no later start takes it
    /// for a block, and goes when its last reader does. False when the folder could not be renamed.
    /// </summary>
    internal bool Retire()
    {
        var isUnnamed = TryTakeName();
        Volatile.Write(ref isRetired, isUnnamed);
        Release();
        return isUnnamed;
    }

    /// <summary>Records that samples are deleted. One caller at a time.</summary>
    internal void Delete(ReadOnlySpan<uint> ordinals, TimeInterval interval)
    {
        var more = Tombstones.With(ordinals, interval);
        more.Write(Folder);
        Volatile.Write(ref tombstones, more);
    }

    /// <summary>Bytes of chunks that were looked at since the block was opened.</summary>
    internal long ChunkBytesRead => Volatile.Read(ref chunkBytesRead);

    /// <summary>A chunk with its frame, unchecked; the bytes live while the block is held.</summary>
    internal ReadOnlySpan<byte> Frame(ChunkPlace place)
    {
        if (place.LengthBytes <= BlockFormat.ChunkFrameSizeBytes
            || place.Offset < BlockFormat.HeaderSizeBytes
            || place.Offset > chunksFile.LengthBytes - place.LengthBytes)
        {
            throw BlockFormat.Damaged(ChunksPath, place.Offset, "the index leads outside it");
        }

        return chunksFile.Slice(place.Offset, place.LengthBytes);
    }

    /// <summary>Counts bytes of chunks that were looked at.</summary>
    internal void CountRead(int lengthBytes) => Interlocked.Add(ref chunkBytesRead, lengthBytes);

    /// <summary>A chunk's bytes behind its frame, checked; they live while the block is held.</summary>
    internal ReadOnlySpan<byte> Chunk(ChunkPlace place, out ChunkEncoding encoding)
    {
        var frame = Frame(place);
        CountRead(frame.Length);
        var checksum = BlockFormat.ChunkChecksum(
            place.MinTimeMs, frame[4], frame[BlockFormat.ChunkFrameSizeBytes..]);
        if (checksum != System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(frame))
        {
            throw BlockFormat.Damaged(ChunksPath, place.Offset, "the checksum of a chunk is wrong");
        }

        encoding = (ChunkEncoding)frame[4];
        return encoding is ChunkEncoding.Xor or ChunkEncoding.HistogramList or ChunkEncoding.Packed
            ? frame[BlockFormat.ChunkFrameSizeBytes..]
            : throw BlockFormat.Damaged(ChunksPath, place.Offset, $"chunk encoding {encoding} is not known");
    }

    private void CheckSize(MappedFile file, string name)
    {
        if (!Manifest.FileSizesBytes.TryGetValue(name, out var sizeBytes) || sizeBytes != file.LengthBytes)
        {
            throw BlockFormat.Damaged(
                $"{Folder.Path}/{name}", -1, $"it has {file.LengthBytes} bytes, the manifest says {sizeBytes}");
        }
    }

    private void Close()
    {
        indexFile.Dispose();
        chunksFile.Dispose();
    }

    private bool TryTakeName()
    {
        try
        {
            var name = Manifest.Id.ToString();
            blocks.Rename(name, name + BlockFormat.TemporarySuffix);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void DeleteFolder()
    {
        try
        {
            blocks.DeleteDirectory(Manifest.Id + BlockFormat.TemporarySuffix);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A folder with a temporary name is never taken for a block; the next open deletes it.
        }
    }
}
