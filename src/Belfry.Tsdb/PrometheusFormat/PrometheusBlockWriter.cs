using System.Globalization;
using System.Text.Json;
using Belfry.Encoding.Chunks;
using Belfry.Encoding.Histograms;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// Writes one block as Prometheus 2.42 to 3.x reads them: series by rising labels with their samples, then
/// <see cref="Complete"/>. Until then it is a folder with the temporary name that Prometheus itself uses and deletes,
/// which goes when this is disposed. One thread. Failures of the disk come as <see cref="IOException"/>.
/// Format: docs/formats/prometheus-data.md.
/// </summary>
public sealed class PrometheusBlockWriter : IDisposable
{
    private const string TemporarySuffix = ".tmp-for-creation";
    private const int SamplesPerChunk = 120;
    private const long SegmentBytesMax = 512L << 20;

    private readonly StoreDirectory blocks;
    private readonly StoreDirectory folder;
    private readonly StoreDirectory chunksFolder;
    private readonly BlockId id;
    private readonly TimestampMs minTime;
    private readonly TimestampMs endTime;
    private readonly long segmentBytesMax;
    private readonly PrometheusIndexWriter index = new();
    private readonly SampleEncoder encoder = new(SamplesPerChunk);
    private readonly FormatBuffer frame = new();
    private Labels last = Labels.Empty;
    private FileBuffer? segment;
    private uint segmentCount;
    private long floatCount;
    private long histogramCount;
    private bool isComplete;

    /// <summary>Begins a block of the samples from <paramref name="minTime"/> to before
    /// <paramref name="endTime"/>.</summary>
    /// <param name="blocks">The folder that holds blocks: Prometheus's data folder, or an empty one.</param>
    /// <param name="id">The block's name, which no other block there has.</param>
    /// <param name="minTime">The first time.</param>
    /// <param name="endTime">The first time behind it.</param>
    public PrometheusBlockWriter(StoreDirectory blocks, BlockId id, TimestampMs minTime, TimestampMs endTime)
        : this(blocks, id, minTime, endTime, SegmentBytesMax)
    {
    }

    internal PrometheusBlockWriter(
        StoreDirectory blocks, BlockId id, TimestampMs minTime, TimestampMs endTime, long segmentBytesMax)
    {
        this.blocks = blocks;
        this.id = id;
        this.minTime = minTime;
        this.endTime = endTime;
        this.segmentBytesMax = segmentBytesMax;
        blocks.DeleteDirectory(id + TemporarySuffix);
        folder = blocks.Subdirectory(id + TemporarySuffix);
        chunksFolder = folder.Subdirectory(PrometheusFiles.ChunksFolder);
    }

    /// <summary>The samples written so far.</summary>
    public long SampleCount => floatCount + histogramCount;

    /// <summary>The series written so far.</summary>
    public long SeriesCount => index.SeriesCount;

    /// <summary>
    /// Writes a series, which is left out when it has no samples. Its labels come behind those of the series before,
    /// and its samples lie in the block's range.
    /// </summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public void WriteSeries(Labels labels, SampleColumns samples)
    {
        if (samples.Count == 0)
        {
            return;
        }

        if (labels.CompareTo(last) <= 0)
        {
            throw new ArgumentException($"the series {labels} does not come behind {last}", nameof(labels));
        }

        if (samples.TimestampsMs[0] < minTime.Value || samples.TimestampsMs[^1] >= endTime.Value)
        {
            throw new ArgumentException($"the series {labels} has samples outside the block's range", nameof(samples));
        }

        last = labels;
        index.BeginSeries(labels);
        encoder.Encode(samples, AddChunk);
    }

    /// <summary>
    /// Makes the block durable under its name; false when it has no samples, and then there is no block.
    /// </summary>
    public bool Complete()
    {
        if (SampleCount == 0)
        {
            return false;
        }

        CloseSegment();
        using (var file = new FileBuffer(folder.Create(PrometheusFiles.IndexName)))
        {
            index.Write(file);
            file.Finish();
        }

        WriteNoTombstones();
        WriteMeta();
        chunksFolder.Sync();
        folder.Sync();
        blocks.Rename(id + TemporarySuffix, id.ToString());
        isComplete = true;
        blocks.Sync();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        segment?.Dispose();
        segment = null;
        if (isComplete)
        {
            return;
        }

        try
        {
            blocks.DeleteDirectory(id + TemporarySuffix);
        }
        catch (IOException)
        {
            // Prometheus deletes folders of this name when it starts.
        }
    }

    private void AddChunk(byte encoding, ReadOnlySpan<byte> bytes, long minTimeMs, long maxTimeMs)
    {
        frame.Clear();
        frame.Uvarint((ulong)bytes.Length);
        var encodingAt = frame.LengthBytes;
        frame.Byte(encoding);
        frame.Write(bytes);
        frame.UInt32(Crc32C.Compute(frame.Written[encodingAt..]));
        if (segment is not null && segment.LengthBytes + frame.LengthBytes > segmentBytesMax)
        {
            CloseSegment();
        }

        var file = segment ??= BeginSegment();
        index.AddChunk(new PrometheusChunkPlace(
            ((ulong)(segmentCount - 1) << 32) | (ulong)file.LengthBytes, minTimeMs, maxTimeMs));
        file.Write(frame.Written);
        if (encoding == PrometheusFiles.EncodingXor)
        {
            floatCount += XorChunk.Count(bytes);
        }
        else
        {
            histogramCount += HistogramChunk.Count(bytes);
        }
    }

    private FileBuffer BeginSegment()
    {
        var name = (++segmentCount).ToString("d6", CultureInfo.InvariantCulture);
        var file = new FileBuffer(chunksFolder.Create(name));
        var header = new FormatBuffer();
        header.UInt32(PrometheusFiles.ChunksMagic);
        header.Write([1, 0, 0, 0]);
        file.Write(header.Written);
        return file;
    }

    private void CloseSegment()
    {
        segment?.Finish();
        segment?.Dispose();
        segment = null;
    }

    private void WriteNoTombstones()
    {
        frame.Clear();
        frame.UInt32(PrometheusFiles.TombstonesMagic);
        frame.Byte(1);
        frame.UInt32(Crc32C.Compute([]));
        WriteWhole(PrometheusFiles.TombstonesName, frame.Written);
    }

    private void WriteMeta()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("ulid", id.ToString());
            json.WriteNumber("minTime", minTime.Value);
            json.WriteNumber("maxTime", endTime.Value);
            json.WriteStartObject("stats");
            json.WriteNumber("numSamples", SampleCount);
            json.WriteNumber("numFloatSamples", floatCount);
            json.WriteNumber("numHistogramSamples", histogramCount);
            json.WriteNumber("numSeries", index.SeriesCount);
            json.WriteNumber("numChunks", index.ChunkCount);
            json.WriteEndObject();
            json.WriteStartObject("compaction");
            json.WriteNumber("level", 1);
            json.WriteStartArray("sources");
            json.WriteStringValue(id.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteNumber("version", 1);
            json.WriteEndObject();
        }

        WriteWhole(PrometheusFiles.MetaName, buffer.WrittenSpan);
    }

    private void WriteWhole(string name, ReadOnlySpan<byte> bytes)
    {
        using var file = folder.Create(name);
        file.Write(0, bytes);
        file.Sync();
    }
}
