using Belfry.Encoding.Histograms;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Testing.Storage;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>
/// What a script has loaded. Native histograms go through chunks, as in the original's head: there the hints of counter
/// resets come from, and the empty buckets of histograms that share a chunk.
/// </summary>
internal sealed class ScriptStore
{
    private readonly Dictionary<Labels, SortedList<long, ScriptValue>> loaded = [];

    internal MemorySeriesSource Source { get; } = new();

    internal void Clear()
    {
        loaded.Clear();
        Source.Clear();
    }

    internal void Load(LoadCommand load)
    {
        foreach (var series in load.Series)
        {
            for (var position = 0; position < series.Values.Count; position++)
            {
                if (series.Values[position] is { } value)
                {
                    Samples(series.Labels)[position * load.StepMs] = value;
                }
            }
        }

        if (load.IsConverted)
        {
            foreach (var (labels, timeMs, histogram) in ClassicConversion.Of(load))
            {
                Samples(labels)[timeMs] = new ScriptValue(0, histogram, false);
            }
        }

        foreach (var (labels, samples) in loaded)
        {
            Store(labels, samples);
        }
    }

    private SortedList<long, ScriptValue> Samples(Labels labels)
    {
        if (!loaded.TryGetValue(labels, out var samples))
        {
            samples = [];
            loaded.Add(labels, samples);
        }

        return samples;
    }

    // A float between them ends a chunk of histograms.
    private void Store(Labels labels, SortedList<long, ScriptValue> samples)
    {
        var run = new List<(long TimeMs, NativeHistogram Histogram)>();
        foreach (var (timeMs, value) in samples)
        {
            if (value.Histogram is { } histogram)
            {
                run.Add((timeMs, histogram));
                continue;
            }

            Chunk(labels, run);
            Source.Add(labels, new TimestampMs(timeMs), value.Number);
        }

        Chunk(labels, run);
    }

    private void Chunk(Labels labels, List<(long TimeMs, NativeHistogram Histogram)> run)
    {
        foreach (var chunk in HistogramChunkEncoder.Encode(
            run.Select(sample => sample.TimeMs).ToArray(), run.Select(sample => sample.Histogram).ToArray()))
        {
            var times = new long[chunk.Count];
            var histograms = new NativeHistogram[chunk.Count];
            if (!HistogramChunk.TryDecode(chunk.Encoding, chunk.Bytes.Span, times, histograms))
            {
                throw new InvalidOperationException("a chunk cannot be read");
            }

            for (var index = 0; index < histograms.Length; index++)
            {
                Source.Add(labels, new TimestampMs(times[index]), histograms[index]);
            }
        }

        run.Clear();
    }
}
