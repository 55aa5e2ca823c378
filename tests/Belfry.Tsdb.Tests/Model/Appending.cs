using Belfry.Model;
using Belfry.Storage.Contracts;
using Xunit;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>Appends samples and judges what the store makes of each.</summary>
internal static class Appending
{
    private static readonly Labels[] Lasting =
    [
        .. Enumerable.Range(0, 12).Select(index => StoreFixture.Series(
            $"__name__=m{index % 3},instance=i{index},job=j{index % 4}")),
        StoreFixture.Series("__name__=lonely"),
        StoreFixture.Series("job=nameless,zone=a"),
    ];

    internal static void Append(History history) => Commit(history, history.Random.Next(1, 60));

    /// <summary>Samples of a batch that is never committed are never seen.</summary>
    internal static void Abandon(History history)
    {
        using var appender = history.Store.Appender();
        Fill(history, appender, new ModelStore(), history.Random.Next(1, 20));
    }

    /// <summary>Commits a batch; the model has it if and only if the store took it.</summary>
    internal static void Commit(History history, int count)
    {
        using var appender = history.Store.Appender();
        var batch = new ModelStore();
        Fill(history, appender, batch, count);
        history.Attempted = batch;
        history.Hidden.UnionWith(batch.Hidden);
        appender.Commit();
        Take(history, batch);
    }

    /// <summary>Fills a batch; returns what will be visible if it is committed.</summary>
    internal static void Fill(History history, ISampleAppender appender, ModelStore batch, int count)
    {
        var stepMs = (int)Math.Max(4, history.Variant.RangeMs / 17);
        for (; count > 0; count--)
        {
            history.NowMs += history.Random.Next(3) == 0 ? history.Random.Next(stepMs) : 0;
            AppendOne(history, appender, batch);
            history.OperationCount++;
        }
    }

    internal static void Take(History history, ModelStore batch)
    {
        history.Model.Add(batch);
        if (batch.MaxTimeMs > history.MaxEverMs)
        {
            history.MaxEverMs = batch.MaxTimeMs;
            history.IsHeadForgotten = false;
        }

        if (history.Variant.IsSyncedByEveryCommit)
        {
            history.Durable.Add(batch);
        }
    }

    private static void AppendOne(History history, ISampleAppender appender, ModelStore batch)
    {
        var random = history.Random;
        var labels = Choose(history);
        var sample = Sample(history, TimeOf(history, labels));
        if (BreaksRules(batch, labels, sample))
        {
            return;
        }

        var series = appender.Resolve(labels);
        if (series.IsNone)
        {
            var limit = history.Variant.Options.HeadSeriesMax;
            Assert.True(history.Store.Statistics(1).SeriesCount >= limit, $"{labels} was refused");
            return;
        }

        var time = new TimestampMs(sample.TimeMs);
        var outcome = sample.Histogram is null
            ? appender.Append(series, time, BitConverter.Int64BitsToDouble(sample.ValueBits))
            : appender.Append(series, time, sample.Histogram);
        var allowed = Allowed(history, batch, labels, sample);
        Assert.True(
            allowed.Contains(outcome),
            $"{labels} {sample} was {outcome}, expected {string.Join(" or ", allowed)}; series at "
            + $"{history.Model.Last(labels)}, in batch {batch.Last(labels)}, store at {history.MaxEverMs}");
        if (outcome == AppendOutcome.Appended)
        {
            var seen = history.Model.Find(labels, sample.TimeMs) ?? batch.Find(labels, sample.TimeMs) ?? sample;
            batch.Add(labels, seen);
            if (seen != sample)
            {
                batch.Hidden.Add((labels, sample));
            }
        }
    }

    // Callers see to it that the times of a series rise within a batch. The store notices when floats do not, but keeps
    // floats and histograms apart until they are committed.
    private static bool BreaksRules(ModelStore batch, Labels labels, ModelSample sample) =>
        batch.Last(labels) is { } last && sample.TimeMs <= last
        && (sample.Histogram is not null || batch.Find(labels, last)!.Value.Histogram is not null
            || batch.Find(labels, sample.TimeMs)?.Histogram is not null);

    private static Labels Choose(History history)
    {
        var random = history.Random;
        if (random.Next(6) > 0)
        {
            return Lasting[random.Next(Lasting.Length)];
        }

        // Series that come and go, so that the head gives them up.
        var pod = (history.NowMs / (3 * history.Variant.RangeMs)) - random.Next(2);
        return StoreFixture.Series($"__name__=m{random.Next(2)},pod=p{pod}");
    }

    private static long TimeOf(History history, Labels labels)
    {
        var random = history.Random;
        if (random.Next(12) == 0 && history.Model.TimeAt(labels, random.Next(30)) is { } known)
        {
            // One that is there already, with the same value or another one.
            return known;
        }

        var (range, window) = ((int)history.Variant.RangeMs, (int)history.Variant.WindowMs);
        return random.Next(window > 0 ? 12 : 16) switch
        {
            0 => history.NowMs - random.Next(2 * range),
            1 => history.NowMs - random.Next(range / 4),
            2 when window > 0 => history.NowMs - random.Next(window + (range / 2)),
            3 when window > 0 => history.NowMs - random.Next(window),
            _ => history.NowMs,
        };
    }

    private static ModelSample Sample(History history, long timeMs)
    {
        var random = history.Random;
        if (random.Next(100) < history.Variant.HistogramPercent)
        {
            return ModelSample.Of(timeMs, RandomHistogram.Next(random));
        }

        return ModelSample.Of(timeMs, random.Next(20) switch
        {
            0 => StaleMarker.Value,
            1 => random.NextDouble() * 1e6,
            2 => double.NegativeInfinity,
            _ => random.Next(5) * 0.3,
        });
    }

    /// <summary>What may become of a sample. More than one outcome is allowed where a caller cannot know what the store
    /// still remembers.</summary>
    private static List<AppendOutcome> Allowed(
        History history, ModelStore batch, Labels labels, ModelSample sample)
    {
        var known = batch.Find(labels, sample.TimeMs) ?? history.Model.Find(labels, sample.TimeMs);
        var last = Later(batch.Last(labels), history.Model.Last(labels));
        var isConflict = known is { } other && other != sample;
        var allowed = new List<AppendOutcome>();
        if (history.Variant.WindowMs > 0)
        {
            AllowInWindow(history, batch, labels, sample.TimeMs, last, isConflict, allowed);
        }
        else if (last is null || sample.TimeMs > last)
        {
            allowed.Add(AppendOutcome.Appended);
        }
        else
        {
            allowed.Add(sample.TimeMs < last ? AppendOutcome.OutOfOrder
                : isConflict ? AppendOutcome.DuplicateTimestamp : AppendOutcome.Appended);
        }

        if (sample.TimeMs < Math.Max(history.BoundMs, history.MaxEverMs - (history.Variant.RangeMs / 2))
            && (sample.TimeMs <= history.MaxEverMs - history.Variant.WindowMs || history.IsHeadForgotten))
        {
            allowed.Add(AppendOutcome.OutOfBounds);
            allowed.Add(history.Variant.WindowMs > 0 ? AppendOutcome.TooOld : AppendOutcome.OutOfOrder);
        }

        if (history.Deleted.Contains(labels))
        {
            allowed.AddRange([AppendOutcome.OutOfOrder, AppendOutcome.DuplicateTimestamp]);
            allowed.AddRange(isConflict && history.Variant.WindowMs == 0 ? [] : [AppendOutcome.Appended]);
        }

        return allowed;
    }

    private static void AllowInWindow(
        History history,
        ModelStore batch,
        Labels labels,
        long timeMs,
        long? last,
        bool isConflict,
        List<AppendOutcome> allowed)
    {
        var window = history.Variant.WindowMs;
        var most = Math.Max(history.MaxEverMs, batch.MaxTimeMs);
        var isInside = most == long.MinValue || timeMs >= most - window;
        var isOutside = history.MaxEverMs > long.MinValue && timeMs < history.MaxEverMs - window;
        if (last is null || timeMs > last || isInside)
        {
            allowed.Add(AppendOutcome.Appended);
        }

        // In the batch may be one with another value, which gives way to the one that was there.
        if (isConflict || batch.Find(labels, timeMs) is not null)
        {
            allowed.AddRange([AppendOutcome.DuplicateTimestamp, AppendOutcome.Appended]);
        }

        if (!isInside)
        {
            allowed.AddRange(isOutside && !history.IsHeadForgotten && history.Model.MaxTimeMs == history.MaxEverMs
                ? [AppendOutcome.TooOld]
                : [AppendOutcome.TooOld, AppendOutcome.Appended]);
        }

        if (last is not null && timeMs == last && !isConflict)
        {
            allowed.Add(AppendOutcome.Appended);
        }
    }

    private static long? Later(long? left, long? right) =>
        left is null ? right : right is null ? left : Math.Max(left.Value, right.Value);
}
