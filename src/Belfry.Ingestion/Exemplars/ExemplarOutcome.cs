namespace Belfry.Ingestion.Exemplars;

/// <summary>What became of an exemplar. Everything but <see cref="Taken"/> means that it was left out.</summary>
internal enum ExemplarOutcome
{
    /// <summary>The store does not know its series.</summary>
    UnknownSeries,

    /// <summary>It is kept, or was known, or exemplars are not kept at all: nothing is wrong with it.</summary>
    Taken,

    /// <summary>Older than the newest one of its series.</summary>
    OutOfOrder,

    /// <summary>Its labels have more than 128 characters.</summary>
    LabelsTooLong,

    /// <summary>Too far ahead of the clock.</summary>
    OutOfBounds,
}
