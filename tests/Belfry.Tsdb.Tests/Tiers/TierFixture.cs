using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Testing.Time;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Chunks;
using Belfry.Tsdb.Tiers;
using Xunit;

namespace Belfry.Tsdb.Tests.Tiers;

/// <summary>Short forms for tests of tiers.</summary>
internal static class TierFixture
{
    internal const long MinuteMs = 60_000;
    internal const long HourMs = 60 * MinuteMs;
    internal const long DayMs = 24 * HourMs;

    /// <summary>A midnight.</summary>
    internal const long StartMs = 19_700 * DayMs;

    internal static readonly StoreOptions Options = StoreFixture.Manual with { Tiers = TierOptions.Standard };

    /// <summary>Writes raw blocks of a span, as if they had been cut and merged.</summary>
    internal static void WriteBlocks(
        StoreDirectory store,
        IReadOnlyList<TierSeries> series,
        long startMs,
        long endMs,
        long spanMs,
        Random random,
        ChunkEncoding encoding = ChunkEncoding.Packed)
    {
        var blocks = store.Subdirectory("blocks");
        var encoder = new ChunkEncoder(new StoreOptions().SamplesPerBlockChunkMax, encoding);
        using var columns = new SampleColumns();
        for (var from = startMs; from < endMs; from += spanMs)
        {
            var through = Math.Min(from + spanMs, endMs);
            var id = BlockId.Create(new TimestampMs(from), random, default);
            using var writer = new BlockWriter(blocks, id, []);
            foreach (var one in series)
            {
                writer.BeginSeries(one.Labels.Canonical);
                WriteChunks(writer, one, encoder, columns, from, through);
            }

            if (writer.SampleCount > 0)
            {
                writer.Complete(writer.Manifest(new TimestampMs(from), new TimestampMs(through)));
            }
        }
    }

    /// <summary>Answers a query; a failure fails the test.</summary>
    internal static QueryResult Ask(
        ISeriesSource store, string query, long startMs, long endMs, long stepMs, TierChoice tier = default)
    {
        using var engine = new QueryEngine(
            store,
            new QueryEngineOptions { Features = PromQLFeatures.All, MaxSamples = long.MaxValue, Parallelism = 1 },
            new ManualClock());
        var result = engine.Evaluate(
            new QueryRequest
            {
                Expression = query,
                Start = new TimestampMs(startMs),
                End = new TimestampMs(endMs),
                Step = TimeSpan.FromMilliseconds(stepMs),
                Tier = tier,
                Timeout = TimeSpan.FromHours(1),
            },
            CancellationToken.None);
        Assert.True(result.Failure is null, $"{query}: {result.Failure?.Message}");
        return result;
    }

    internal static TierChoice Choice(string text) =>
        TierChoice.TryParse(text, out var choice) ? choice : throw new ArgumentException(text);

    /// <summary>The value of each series at each time.</summary>
    internal static Dictionary<(Labels Labels, long TimeMs), double> Points(QueryResult result)
    {
        var points = new Dictionary<(Labels, long), double>();
        if (result.Value is VectorValue vector)
        {
            foreach (var sample in vector.Samples)
            {
                points[(sample.Labels, sample.Timestamp.Value)] = sample.Value;
            }

            return points;
        }

        foreach (var series in ((MatrixValue)result.Value!).Series)
        {
            for (var index = 0; index < series.Values.Length; index++)
            {
                points[(series.Labels, series.TimestampsMs.Span[index])] = series.Values.Span[index];
            }
        }

        return points;
    }

    /// <summary>The first difference of two answers that is more than rounding; null when there is none.</summary>
    internal static string? Difference(
        Dictionary<(Labels Labels, long TimeMs), double> expected,
        Dictionary<(Labels Labels, long TimeMs), double> actual,
        double tolerance)
    {
        foreach (var ((labels, time), value) in expected)
        {
            if (!actual.TryGetValue((labels, time), out var other))
            {
                return $"{labels} @{time}: {value:R} is missing";
            }

            var isSame = value.Equals(other)
                || Math.Abs(value - other) <= tolerance * Math.Max(1, Math.Abs(value));
            if (!isSame)
            {
                return $"{labels} @{time}: {value:R} is {other:R}";
            }
        }

        foreach (var key in actual.Keys)
        {
            if (!expected.ContainsKey(key))
            {
                return $"{key.Labels} @{key.TimeMs}: {actual[key]:R} was invented";
            }
        }

        return null;
    }

    private static void WriteChunks(
        BlockWriter writer, TierSeries one, ChunkEncoder encoder, SampleColumns columns, long from, long through)
    {
        columns.Clear();
        var start = Array.BinarySearch(one.TimesMs, from);
        start = start < 0 ? ~start : start;
        for (var index = start; index < one.TimesMs.Length && one.TimesMs[index] < through; index++)
        {
            columns.Add(one.TimesMs[index], one.Values[index]);
        }

        for (var next = 0; next < columns.Count;)
        {
            writer.AddChunk(encoder.Next(columns, ref next, columns.Count));
        }
    }
}
