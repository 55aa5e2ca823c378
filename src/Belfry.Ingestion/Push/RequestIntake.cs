using Belfry.Encoding.Remote;
using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Push;

/// <summary>
/// Takes the series of one request into a batch, which the caller commits. Allocates nothing for what is appended.
/// </summary>
internal ref struct RequestIntake
{
    private readonly ISampleAppender appender;
    private readonly RemoteLabels labels;
    private readonly SeriesCacheCursor cursor;
    private readonly RemoteWriteCounters counters;
    private readonly TimestampMs latest;
    private WriteRequestReader reader;

    /// <param name="message">The decompressed request.</param>
    /// <param name="appender">An empty batch.</param>
    /// <param name="scratch">Used until the intake is done.</param>
    /// <param name="counters">Where refusals are counted.</param>
    /// <param name="latest">Samples behind this time are refused.</param>
    internal RequestIntake(
        ReadOnlySpan<byte> message,
        ISampleAppender appender,
        RemoteWriteScratch scratch,
        RemoteWriteCounters counters,
        TimestampMs latest)
    {
        this.appender = appender;
        labels = scratch.Labels;
        cursor = scratch.Cursor;
        this.counters = counters;
        this.latest = latest;
        reader = new WriteRequestReader(message, labels);
    }

    /// <summary>Why the request is damaged; null when it is not.</summary>
    internal readonly string? Error => reader.Error;

    /// <summary>What is wrong with the first thing that was refused; null when nothing was.</summary>
    internal string? Problem { get; private set; }

    internal int Written { get; private set; }

    internal int Rejected { get; private set; }

    internal int HistogramsLeftOut { get; private set; }

    internal int ExemplarsLeftOut { get; private set; }

    /// <summary>Series whose label bytes were known.</summary>
    internal int SeriesKnown { get; private set; }

    /// <summary>Series whose labels were read and resolved.</summary>
    internal int SeriesResolved { get; private set; }

    internal void Run()
    {
        cursor.Begin();
        while (reader.ReadSeries())
        {
            var isValid = TryKnown(out var series) || TryResolve(out series);
            HistogramsLeftOut += reader.HistogramCount;
            ExemplarsLeftOut += reader.ExemplarCount;
            if (isValid)
            {
                AppendSamples(series);
            }
        }
    }

    // The cheap way: the bytes of the labels are those of the series that came next the last time.
    private bool TryKnown(out SeriesRef series)
    {
        if (!cursor.TryNext(reader.Series, out series, out var lengthBytes) || !reader.TrySkipLabels(lengthBytes))
        {
            return false;
        }

        cursor.Accept();
        SeriesKnown++;
        return true;
    }

    // By the bytes of the labels, and else by what they say. False when the labels are not valid, or damaged.
    private bool TryResolve(out SeriesRef series)
    {
        var lengthBytes = reader.MeasureLabels();
        if (!reader.TrySkipLabels(lengthBytes))
        {
            // Labels behind samples, say: legal, but nobody does it.
            cursor.Forget();
            return TryReadLabels(out series);
        }

        var bytes = reader.Series[..lengthBytes];
        var hash = XxHash64.Hash(bytes);
        if (cursor.TryFind(bytes, hash, out series))
        {
            SeriesKnown++;
            return true;
        }

        if (!TryReadLabels(out series))
        {
            cursor.Forget();
            return false;
        }

        cursor.Add(bytes, hash, series);
        return true;
    }

    private bool TryReadLabels(out SeriesRef series)
    {
        series = default;
        if (!reader.ReadLabels())
        {
            return false;
        }

        if (labels.Problem is not null)
        {
            Problem ??= labels.Problem;
            Rejected += reader.SampleCount;
            counters.InvalidLabels(reader.SampleCount);
            return false;
        }

        SeriesResolved++;
        var canonical = labels.Canonical;
        series = appender.Resolve(canonical, XxHash64.Hash(canonical));
        return true;
    }

    private void AppendSamples(SeriesRef series)
    {
        while (reader.ReadSample(out var sample))
        {
            var outcome = sample.Timestamp > latest
                ? AppendOutcome.OutOfBounds
                : appender.Append(series, sample.Timestamp, sample.Value);
            if (outcome == AppendOutcome.UnknownSeries && TryRenew(ref series))
            {
                outcome = appender.Append(series, sample.Timestamp, sample.Value);
            }

            if (outcome == AppendOutcome.Appended)
            {
                Written++;
            }
            else
            {
                Refuse(outcome, sample.Timestamp > latest);
            }
        }
    }

    // The series went since its reference was kept; its labels make it again.
    private bool TryRenew(ref SeriesRef series)
    {
        if (series.IsNone || !TryReadLabels(out series) || series.IsNone)
        {
            return false;
        }

        cursor.Replace(series);
        return true;
    }

    private void Refuse(AppendOutcome outcome, bool isAhead)
    {
        Rejected++;
        counters.Rejected(outcome);
        if (Problem is null && reader.ReadLabels())
        {
            Problem = $"{Complaint(outcome, isAhead)} for series {labels.Text()}";
        }
    }

    private static string Complaint(AppendOutcome outcome, bool isAhead) => outcome switch
    {
        AppendOutcome.OutOfOrder => "out of order sample",
        AppendOutcome.TooOld => "too old sample",
        AppendOutcome.DuplicateTimestamp => "duplicate sample for timestamp",
        AppendOutcome.OutOfBounds when isAhead => "out of bounds: timestamp is too far in the future",
        AppendOutcome.OutOfBounds => "out of bounds",
        _ => "series limit reached",
    };
}
