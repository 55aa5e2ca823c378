using Belfry.Encoding.Chunks;
using Belfry.Encoding.Histograms;
using Belfry.Model.Histograms;
using Belfry.Platform.Invariants;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>Samples of one series by rising time, floats and histograms, in as little memory as chunks take. One
/// thread.</summary>
internal sealed class SampleLog
{
    private const int SamplesPerChunk = 120;

    // Histograms that are not yet encoded take much memory.
    private const int HistogramsPerChunk = 30;

    private readonly List<Closed> closed = [];
    private readonly List<long> histogramTimesMs = [];
    private readonly List<NativeHistogram> histograms = [];
    private XorChunkAppender appender;
    private long openFirstTimeMs;
    private byte[] open = [];

    /// <summary>The time of the oldest sample; the latest time before the first.</summary>
    internal long FirstTimeMs { get; private set; } = long.MaxValue;

    /// <summary>The time of the newest sample; the least time before the first.</summary>
    internal long LastTimeMs { get; private set; } = long.MinValue;

    internal void Add(long timestampMs, double value)
    {
        CloseHistograms();
        if (appender.Count == SamplesPerChunk)
        {
            CloseFloats();
        }

        var needed = appender.LengthBytes + XorChunkAppender.SpareBytes;
        if (open.Length < needed)
        {
            Array.Resize(ref open, Math.Max(64, needed * 2));
        }

        openFirstTimeMs = appender.Count == 0 ? timestampMs : openFirstTimeMs;
        appender.Append(open, timestampMs, value);
        Note(timestampMs);
    }

    internal void Add(long timestampMs, NativeHistogram histogram)
    {
        CloseFloats();
        if (histograms.Count == HistogramsPerChunk)
        {
            CloseHistograms();
        }

        histogramTimesMs.Add(timestampMs);
        histograms.Add(histogram);
        Note(timestampMs);
    }

    /// <summary>Merges the samples of a range, both ends included, into columns; what is there stays.</summary>
    internal void CopyTo(PrometheusChunkDecoder decoder, long fromMs, long throughMs, SampleColumns columns)
    {
        CloseFloats();
        CloseHistograms();
        foreach (var chunk in closed)
        {
            if (chunk.MaxTimeMs >= fromMs && chunk.MinTimeMs <= throughMs)
            {
                Invariant.Holds(
                    "tsdb.prometheus.log_decodes",
                    decoder.Add(chunk.Encoding, chunk.Bytes.Span, fromMs, throughMs, columns) is null);
            }
        }
    }

    private void Note(long timestampMs)
    {
        FirstTimeMs = Math.Min(FirstTimeMs, timestampMs);
        LastTimeMs = timestampMs;
    }

    private void CloseFloats()
    {
        if (appender.Count > 0)
        {
            closed.Add(new Closed(
                PrometheusFiles.EncodingXor,
                open.AsSpan(0, appender.LengthBytes).ToArray(),
                openFirstTimeMs,
                appender.TimestampMs));
            appender.Restart();
        }
    }

    private void CloseHistograms()
    {
        if (histograms.Count == 0)
        {
            return;
        }

        foreach (var chunk in HistogramChunkEncoder.Encode(histogramTimesMs.ToArray(), histograms.ToArray()))
        {
            closed.Add(new Closed(chunk.Encoding, chunk.Bytes, chunk.MinTimeMs, chunk.MaxTimeMs));
        }

        histogramTimesMs.Clear();
        histograms.Clear();
    }

    private readonly record struct Closed(
        byte Encoding, ReadOnlyMemory<byte> Bytes, long MinTimeMs, long MaxTimeMs);
}
