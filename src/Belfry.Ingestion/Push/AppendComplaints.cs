using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Push;

/// <summary>What senders are told about refused samples, in the original's words.</summary>
internal static class AppendComplaints
{
    internal const string TooFarAhead = "out of bounds: timestamp is too far in the future";

    internal static string Of(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.OutOfOrder => "out of order sample",
        AppendOutcome.TooOld => "too old sample",
        AppendOutcome.DuplicateTimestamp => "duplicate sample for timestamp",
        AppendOutcome.OutOfBounds => "out of bounds",
        _ => "series limit reached",
    };
}
