using System.Collections;
using Belfry.Configuration.Prometheus;
using Belfry.Encoding.Exposition;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Metrics;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Turns the expositions of one target into samples, stale markers for what vanished among them. Nothing is allocated
/// per float while the lines stay the same; native histograms and exemplars are objects that the store keeps. Owned by
/// the target's loop.
/// </summary>
internal sealed class ScrapeIntake
{
    private readonly SeriesLabeller labeller;
    private readonly bool honorTimestamps;
    private readonly bool trackTimestamps;
    private readonly uint sampleLimit;
    private readonly HistogramLimits histogramLimits;
    private readonly LinePool pool;
    private readonly LabelsBuilder labels = new();
    private readonly ExemplarBatch? exemplars;

    // True while the cached lines are those of the last scrape, so that their series are not yet stale.
    private bool isAlive;

    // Of the pass that is going on.
    private ISampleAppender appender = null!;
    private TimestampMs time;
    private ScrapeTally tally;
    private string? problem;
    private LineBuffer? next;
    private BitArray? seen;

    internal ScrapeIntake(ScrapeConfig config, SeriesLabeller labeller, LinePool pool, bool keepsExemplars = false)
    {
        this.pool = pool;
        this.labeller = labeller;
        honorTimestamps = config.HonorTimestamps;
        trackTimestamps = config.TrackTimestampsStaleness;
        sampleLimit = config.Limits.Samples;
        histogramLimits = new HistogramLimits(config.Limits);
        exemplars = keepsExemplars ? new ExemplarBatch() : null;
    }

    internal ScrapeCache Cache { get; private set; } = new();

    /// <summary>Goes on with the lines of another intake of the same target, which is not used any more.</summary>
    internal void TakeOver(ScrapeIntake other)
    {
        Cache = other.Cache;
        isAlive = other.isAlive;
    }

    /// <summary>
    /// Appends a whole exposition. A message, and nothing that should be committed, when it is wrong or beyond a limit;
    /// the caller then abandons the batch and calls <see cref="AppendStale"/> with a new one.
    /// </summary>
    internal string? Append<TReader>(
        scoped ref TReader reader, ISampleAppender destination, TimestampMs scrapeTime, out ScrapeTally result)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        appender = destination;
        time = scrapeTime;
        tally = default;
        problem = null;
        try
        {
            Pass(ref reader);
            result = tally;
            if (problem is null)
            {
                Finish();
            }

            return problem;
        }
        finally
        {
            next?.Return();
            next = null;
            seen = null;
            appender = null!;
            Cache.DropIndex();
        }
    }

    /// <summary>Ends every series of the last good scrape, unless that was done already.</summary>
    internal void AppendStale(ISampleAppender destination, TimestampMs at)
    {
        if (!isAlive)
        {
            return;
        }

        isAlive = false;
        foreach (ref readonly var line in Cache.Lines)
        {
            if (line.Kind == LineKind.Series && line.IsTracked)
            {
                StaleSamples.Append(destination, line.Series, line.Sample, at);
            }
        }
    }

    private void Pass<TReader>(scoped ref TReader reader)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        var lines = Cache.Lines;
        var cursor = new LineCursor(Cache);
        cursor.MoveNext();

        // A wrong histogram among them is a problem that its line alone does not show.
        while (problem is null)
        {
            if (!cursor.IsAtEnd)
            {
                var shape = cursor.Shape;
                var isSame = shape.IsMetadata
                    ? reader.TrySkipKnownEntry(cursor.Text, shape.DeclaredType)
                    : reader.TryReadKnownSeries(cursor.Text);
                if (isSame)
                {
                    Keep(ref reader, ref lines[cursor.Place], cursor.Place, shape, cursor.Text);
                    cursor.MoveNext();
                    continue;
                }
            }

            var entry = reader.Read();
            switch (entry)
            {
                case ExpositionEntry.End:
                    if (!cursor.IsAtEnd)
                    {
                        BeginChange(cursor.Place);
                    }

                    CheckLimits();
                    return;
                case ExpositionEntry.Invalid:
                    problem = reader.Error!.Message;
                    return;
                case ExpositionEntry.Comment:
                    continue;
                default:
                    if (!Other(ref reader, entry, ref cursor))
                    {
                        return;
                    }

                    break;
            }
        }
    }

    // A line that is not the one at its place: it moved, or it is new.
    private bool Other<TReader>(scoped ref TReader reader, ExpositionEntry entry, scoped ref LineCursor cursor)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        var isSeries = entry == ExpositionEntry.Series;
        var lineText = isSeries ? reader.SeriesText : reader.EntryText;

        // Most lines that the quick way leaves out are still where they were: those with an exemplar, say.
        if (!cursor.IsAtEnd && cursor.Text.SequenceEqual(lineText))
        {
            Keep(ref reader, ref Cache.Lines[cursor.Place], cursor.Place, cursor.Shape, cursor.Text);
            cursor.MoveNext();
            return true;
        }

        var found = Cache.Find(lineText);
        BeginChange(cursor.Place);
        if (found >= 0)
        {
            cursor.MoveTo(found);
            Keep(ref reader, ref Cache.Lines[found], found, cursor.Shape, cursor.Text);
            cursor.MoveNext();
            return true;
        }

        var line = new CachedLine { Kind = LineKind.Metadata };
        if (isSeries && !AppendNew(ref reader, ref line))
        {
            return false;
        }

        next!.Add(line, reader.DeclaredType, lineText);
        return true;
    }

    private void Keep<TReader>(
        scoped ref TReader reader, ref CachedLine line, int place, LineShape shape, ReadOnlySpan<byte> lineText)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        var declaredType = shape.DeclaredType;
        tally.Scraped += shape.IsMetadata ? 0 : 1;
        if (line.Kind == LineKind.Series)
        {
            AppendSample(ref reader, ref line, declaredType);
        }
        else if (shape.IsMetadata && declaredType != reader.DeclaredType)
        {
            declaredType = reader.DeclaredType;
            BeginChange(place);
        }

        if (next is not null)
        {
            next.Add(line, declaredType, lineText);
            seen!.Set(place, true);
        }
    }

    private bool AppendNew<TReader>(scoped ref TReader reader, ref CachedLine line)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        tally.Scraped++;
        var outcome = labeller.Label(reader.SeriesText, reader.DeclaredType, labels, out problem);
        if (outcome == LabelOutcome.Invalid)
        {
            return false;
        }

        line.Kind = outcome == LabelOutcome.Kept ? LineKind.Series : LineKind.Dropped;
        if (outcome == LabelOutcome.Kept)
        {
            // Beyond the limit nothing is stored, so no series is made.
            tally.SeriesAdded++;
            line.Series = sampleLimit > 0 && tally.PostRelabeling >= sampleLimit ? default : Resolve();
            AppendSample(ref reader, ref line, reader.DeclaredType);
        }

        return true;
    }

    private void AppendSample<TReader>(scoped ref TReader reader, ref CachedLine line, MetricType declaredType)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        tally.PostRelabeling++;
        if (sampleLimit > 0 && tally.PostRelabeling > sampleLimit)
        {
            return;
        }

        var hasTimestamp = reader.HasTimestamp && honorTimestamps;
        line.IsTracked = !hasTimestamp || trackTimestamps;
        var at = hasTimestamp ? reader.Timestamp : time;
        if (reader.Histogram is { } histogram)
        {
            AppendHistogram(ref reader, ref line, declaredType, histogram, at);
        }
        else
        {
            line.Sample = SampleKind.Float;
            var outcome = appender.Append(line.Series, at, reader.Value);
            if (outcome != AppendOutcome.Appended)
            {
                AppendAgain(ref reader, ref line, declaredType, histogram: null, at, outcome);
            }
        }

        if (exemplars is not null && !line.Series.IsNone)
        {
            tally.ExemplarsOutOfOrder += exemplars.Append(ref reader, appender, line.Series, at);
        }
    }

    private void AppendHistogram<TReader>(
        scoped ref TReader reader,
        ref CachedLine line,
        MetricType declaredType,
        NativeHistogram exposed,
        TimestampMs at)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        line.Sample = exposed is FloatHistogram ? SampleKind.FloatHistogram : SampleKind.IntegerHistogram;
        if (histogramLimits.Apply(exposed, out var defect) is not { } histogram)
        {
            // Too many buckets: read on, so that the report says how much there was. Anything else spoils the scrape.
            if (defect == HistogramLimits.TooManyBuckets)
            {
                tally.BucketLimitExceeded++;
            }
            else
            {
                problem = defect;
            }

            return;
        }

        var outcome = appender.Append(line.Series, at, histogram);
        if (outcome != AppendOutcome.Appended)
        {
            AppendAgain(ref reader, ref line, declaredType, histogram, at, outcome);
        }
    }

    private void AppendAgain<TReader>(
        scoped ref TReader reader,
        ref CachedLine line,
        MetricType declaredType,
        NativeHistogram? histogram,
        TimestampMs at,
        AppendOutcome outcome)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        if (outcome == AppendOutcome.UnknownSeries)
        {
            if (labeller.Label(reader.SeriesText, declaredType, labels, out _) == LabelOutcome.Kept)
            {
                line.Series = Resolve();
            }

            outcome = line.Series.IsNone ? AppendOutcome.LimitReached
                : histogram is null ? appender.Append(line.Series, at, reader.Value)
                : appender.Append(line.Series, at, histogram);
        }

        switch (outcome)
        {
            case AppendOutcome.Appended:
                break;
            case AppendOutcome.OutOfOrder:
                tally.OutOfOrder++;
                break;
            case AppendOutcome.DuplicateTimestamp:
                tally.DuplicateTimestamp++;
                break;
            case AppendOutcome.OutOfBounds or AppendOutcome.TooOld:
                tally.OutOfBounds++;
                break;
            default:
                tally.LimitReached++;
                break;
        }
    }

    private SeriesRef Resolve()
    {
        var canonical = labels.ToCanonical();
        return appender.Resolve(canonical, XxHash64.Hash(canonical));
    }

    private void CheckLimits()
    {
        if (sampleLimit > 0 && tally.PostRelabeling > sampleLimit)
        {
            problem = "sample limit exceeded";
        }
        else if (tally.BucketLimitExceeded > 0)
        {
            problem = HistogramLimits.TooManyBuckets;
        }
    }

    // From here on the lines are collected anew; those before the place are as they were.
    private void BeginChange(int place)
    {
        if (next is not null)
        {
            return;
        }

        next = new LineBuffer(Cache.TextLengthBytes, Cache.Count);
        seen = new BitArray(Cache.Count);
        var cursor = new LineCursor(Cache);
        cursor.MoveTo(KeepBlocks(next, place));
        for (; cursor.Place < place; cursor.MoveNext())
        {
            next.Add(Cache.Lines[cursor.Place], cursor.Shape.DeclaredType, cursor.Text);
        }

        for (var index = 0; index < place; index++)
        {
            seen.Set(index, true);
        }
    }

    // Takes over the blocks before a place; returns where the first that is not taken begins. Not the last one: it need
    // not end there when more lines follow.
    private int KeepBlocks(LineBuffer buffer, int place)
    {
        var block = 0;
        for (; block + 1 < Cache.Blocks.Length && Cache.FirstOf(block + 1) <= place; block++)
        {
            buffer.AddBlock(Cache.Blocks[block], Cache.Lines[Cache.FirstOf(block)..Cache.FirstOf(block + 1)]);
        }

        return Cache.FirstOf(block);
    }

    private void Finish()
    {
        if (next is not null)
        {
            if (isAlive)
            {
                EndVanished(next);
            }

            Cache.Replace(next, pool);
        }

        isAlive = true;
    }

    private void EndVanished(LineBuffer present)
    {
        Dictionary<SeriesRef, SampleKind>? vanished = null;
        var lines = Cache.Lines;
        for (var place = 0; place < lines.Length; place++)
        {
            ref readonly var line = ref lines[place];
            if (!seen![place] && line.Kind == LineKind.Series && line.IsTracked)
            {
                (vanished ??= [])[line.Series] = line.Sample;
            }
        }

        if (vanished is null)
        {
            return;
        }

        // Another line may give the same series, by relabelling or by another spelling.
        foreach (ref readonly var line in present.Lines)
        {
            vanished.Remove(line.Series);
        }

        foreach (var (series, kind) in vanished)
        {
            StaleSamples.Append(appender, series, kind, time);
        }
    }
}
