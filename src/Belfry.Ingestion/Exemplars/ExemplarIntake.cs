using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Exemplars;

/// <summary>Checks an exemplar and hands it to the store.</summary>
internal static class ExemplarIntake
{
    /// <summary>Adds it to the batch; one behind <paramref name="latest"/> is refused.</summary>
    internal static ExemplarOutcome Append(
        ISampleAppender appender, SeriesRef series, Exemplar exemplar, TimestampMs latest)
    {
        if (exemplar.Timestamp > latest)
        {
            return ExemplarOutcome.OutOfBounds;
        }

        if (!ExemplarRules.AreLabelsShort(exemplar.Labels))
        {
            return ExemplarOutcome.LabelsTooLong;
        }

        return appender.AppendExemplar(series, exemplar) switch
        {
            // A repeat, or exemplars are switched off: both are as the sender and the operator want it.
            AppendOutcome.Appended or AppendOutcome.DuplicateTimestamp or AppendOutcome.LimitReached =>
                ExemplarOutcome.Taken,
            AppendOutcome.UnknownSeries => ExemplarOutcome.UnknownSeries,
            AppendOutcome.OutOfBounds => ExemplarOutcome.OutOfBounds,
            _ => ExemplarOutcome.OutOfOrder,
        };
    }
}
