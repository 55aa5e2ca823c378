using Belfry.Model;
using Belfry.Platform.Disk;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>The files of a block's chunks. One thread. Format: docs/formats/prometheus-data.md.</summary>
internal sealed class PrometheusChunkFiles : IDisposable
{
    private readonly List<MappedFile?> files = [];
    private readonly List<string> paths = [];
    private readonly string folderPath;
    private readonly DamageList damages;

    internal PrometheusChunkFiles(StoreDirectory block, string path, DamageList damages)
    {
        this.damages = damages;
        folderPath = $"{path}/{PrometheusFiles.ChunksFolder}";
        if (PrometheusFiles.Find(block, PrometheusFiles.ChunksFolder) is not { } folder)
        {
            return;
        }

        // A chunk names its file by its place among them, whatever its number is.
        foreach (var (_, name) in PrometheusFiles.Numbered(folder.Files()))
        {
            var filePath = $"{folderPath}/{name}";
            var file = PrometheusFiles.TryMap(folder, name, filePath, damages);
            if (file is not null
                && !PrometheusFiles.HasChunksHeader(file, PrometheusFiles.ChunksMagic, filePath, damages))
            {
                file.Dispose();
                file = null;
            }

            files.Add(file);
            paths.Add(filePath);
        }
    }

    /// <summary>
    /// The bytes of a chunk, valid until this is disposed. False, with the damage told, when they are not to be had.
    /// </summary>
    internal bool TryRead(ulong reference, out byte encoding, out ReadOnlySpan<byte> chunk)
    {
        encoding = 0;
        chunk = default;
        var number = (int)Math.Min(reference >> 32, int.MaxValue);
        var offset = (long)(reference & uint.MaxValue);
        if (number >= files.Count)
        {
            damages.Add(folderPath, -1, $"there is no file {number + 1}; a chunk in it was left out");
            return false;
        }

        // What is wrong with a file that could not be opened was told then.
        if (files[number] is not { } file)
        {
            return false;
        }

        if (!TryRead(file, offset, out encoding, out chunk))
        {
            damages.Add(paths[number], offset, "the chunk has a wrong length or checksum, and was left out");
            return false;
        }

        return true;
    }

    /// <summary>Tells that a chunk which is as it was written makes no sense.</summary>
    internal void Complain(ulong reference, string reason) =>
        damages.Add(paths[(int)(reference >> 32)], (long)(reference & uint.MaxValue), reason);

    public void Dispose()
    {
        foreach (var file in files)
        {
            file?.Dispose();
        }
    }

    private static bool TryRead(MappedFile file, long offset, out byte encoding, out ReadOnlySpan<byte> chunk)
    {
        encoding = 0;
        chunk = default;
        if (offset < PrometheusFiles.ChunksHeaderBytes || offset >= file.LengthBytes)
        {
            return false;
        }

        var head = new FormatCursor(
            file.Slice(offset, (int)Math.Min(Uvarint.LengthBytesMax, file.LengthBytes - offset)));
        var before = head.RemainingBytes;
        var length = head.Uvarint();
        var start = offset + before - head.RemainingBytes;
        if (head.HasFailed || length > int.MaxValue / 2
            || (long)length + 1 + PrometheusFiles.ChecksumBytes > file.LengthBytes - start)
        {
            return false;
        }

        var framed = file.Slice(start, (int)length + 1);
        encoding = framed[0];
        chunk = framed[1..];
        return PrometheusFiles.HasChecksum(
            framed, file.Slice(start + framed.Length, PrometheusFiles.ChecksumBytes));
    }
}
