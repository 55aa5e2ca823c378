using Belfry.Model;
using Belfry.Platform.Disk;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// The chunks that Prometheus's head has written out, by the number of their series, in the order of the files. One
/// thread. Format: docs/formats/prometheus-data.md.
/// </summary>
internal sealed class HeadChunkFiles : IDisposable
{
    private const byte OutOfOrderMask = 0x80;
    private const int FrameBytesMin = 8 + 8 + 8 + 1 + 1 + PrometheusFiles.ChecksumBytes;

    private readonly List<MappedFile> files = [];
    private readonly List<string> paths = [];
    private readonly Dictionary<ulong, List<HeadChunkPlace>> inOrder = [];
    private readonly Dictionary<ulong, List<HeadChunkPlace>> outOfOrder = [];
    private readonly DamageList damages;

    internal HeadChunkFiles(StoreDirectory data, DamageList damages)
    {
        this.damages = damages;
        if (PrometheusFiles.Find(data, PrometheusFiles.HeadChunksFolder) is not { } folder)
        {
            return;
        }

        var damagesBefore = damages.Count;
        foreach (var (_, name) in PrometheusFiles.Numbered(folder.Files()))
        {
            var path = $"{PrometheusFiles.HeadChunksFolder}/{name}";
            if (PrometheusFiles.TryMap(folder, name, path, damages) is not { } file)
            {
                continue;
            }

            files.Add(file);
            paths.Add(path);

            // A file that was just begun has no header yet.
            if (file.LengthBytes > 0
                && PrometheusFiles.HasChunksHeader(file, PrometheusFiles.HeadChunksMagic, path, damages))
            {
                Scan(file, files.Count - 1, path);
            }
        }

        IsWhole = damages.Count == damagesBefore;
    }

    /// <summary>Whether every file could be read to its end.</summary>
    internal bool IsWhole { get; } = true;

    /// <summary>The chunks of a series whose samples came in the order of their times.</summary>
    internal IReadOnlyList<HeadChunkPlace> InOrder(ulong reference) => inOrder.GetValueOrDefault(reference) ?? [];

    /// <summary>The chunks of a series whose samples came late; they may overlap.</summary>
    internal IReadOnlyList<HeadChunkPlace> OutOfOrder(ulong reference) =>
        outOfOrder.GetValueOrDefault(reference) ?? [];

    /// <summary>The bytes of a chunk, whose checksum was right; valid until this is disposed.</summary>
    internal ReadOnlySpan<byte> Bytes(in HeadChunkPlace place) =>
        files[place.File].Slice(place.BytesOffset, place.LengthBytes);

    /// <summary>Tells that a chunk which is as it was written makes no sense.</summary>
    internal void Complain(in HeadChunkPlace place, string reason) =>
        damages.Add(paths[place.File], place.Offset, reason);

    public void Dispose() => files.ForEach(file => file.Dispose());

    private void Scan(MappedFile file, int number, string path)
    {
        for (long offset = PrometheusFiles.ChunksHeaderBytes; offset < file.LengthBytes;)
        {
            var available = (int)Math.Min(FrameBytesMin - PrometheusFiles.ChecksumBytes - 1 + Uvarint.LengthBytesMax,
                file.LengthBytes - offset);
            var head = file.Slice(offset, available);

            // The file is made larger than what is in it, and series count from 1.
            if (!head[..Math.Min(head.Length, 24)].ContainsAnyExcept((byte)0))
            {
                return;
            }

            var cursor = new FormatCursor(head);
            var reference = cursor.UInt64();
            var minTimeMs = cursor.Int64();
            var maxTimeMs = cursor.Int64();
            var encoding = cursor.Byte();
            var length = cursor.Uvarint();
            var bytesOffset = offset + available - cursor.RemainingBytes;
            if (cursor.HasFailed || length > int.MaxValue / 2
                || (long)length + PrometheusFiles.ChecksumBytes > file.LengthBytes - bytesOffset)
            {
                damages.Add(path, offset, "a chunk has a wrong length; the rest of the file was left out");
                return;
            }

            var frameBytes = (int)(bytesOffset - offset) + (int)length;
            var end = offset + frameBytes + PrometheusFiles.ChecksumBytes;
            if (!PrometheusFiles.HasChecksum(
                    file.Slice(offset, frameBytes), file.Slice(offset + frameBytes, PrometheusFiles.ChecksumBytes)))
            {
                damages.Add(path, offset, "a chunk has a wrong checksum; the rest of the file was left out");
                return;
            }

            var chunks = (encoding & OutOfOrderMask) == 0 ? inOrder : outOfOrder;
            chunks.TryAdd(reference, []);
            chunks[reference].Add(new HeadChunkPlace(
                number,
                offset,
                bytesOffset,
                (int)length,
                (byte)(encoding & ~OutOfOrderMask),
                minTimeMs,
                maxTimeMs));
            offset = end;
        }
    }
}
