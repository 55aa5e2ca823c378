using Belfry.Encoding.Exposition;
using Belfry.Ingestion.Exemplars;
using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Hands the exemplars of one sample to the store, in the order that makes repeats easy to see: by time, value, labels.
/// What is wrong with an exemplar never fails a scrape. Owned by the target's loop. Semantics: prometheus
/// <c>scrape/scrape.go</c>.
/// </summary>
internal sealed class ExemplarBatch
{
    private readonly LabelsBuilder labels = new();
    private readonly List<Exemplar> batch = [];

    /// <summary>
    /// Appends all exemplars of the sample that <paramref name="reader"/> read last; returns how many were out of
    /// order, when all of them were: else some were merely known.
    /// </summary>
    /// <param name="reader">Stands at the sample.</param>
    /// <param name="appender">The scrape's batch.</param>
    /// <param name="series">The series of the sample.</param>
    /// <param name="time">Of exemplars that do not say theirs.</param>
    internal int Append<TReader>(
        scoped ref TReader reader, ISampleAppender appender, SeriesRef series, TimestampMs time)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        batch.Clear();
        var isHistogram = reader.Histogram is not null;
        while (reader.TryReadExemplar(labels, out var exposed))
        {
            // A histogram's exemplars stay in the exposition for long: without their time they would come again.
            if (exposed.HasTimestamp || !isHistogram)
            {
                var at = exposed.HasTimestamp ? exposed.Timestamp : time;
                batch.Add(new Exemplar(labels.ToLabels(), exposed.Value, at));
            }
        }

        if (batch.Count > 1)
        {
            batch.Sort(Compare);
        }

        var outOfOrder = 0;
        foreach (var exemplar in batch)
        {
            var outcome = ExemplarIntake.Append(appender, series, exemplar, TimestampMs.MaxValue);
            outOfOrder += outcome == ExemplarOutcome.OutOfOrder ? 1 : 0;
        }

        return outOfOrder == batch.Count ? outOfOrder : 0;
    }

    private static int Compare(Exemplar left, Exemplar right)
    {
        var order = left.Timestamp.CompareTo(right.Timestamp);
        order = order == 0 ? left.Value.CompareTo(right.Value) : order;
        return order == 0 ? left.Labels.CompareTo(right.Labels) : order;
    }
}
