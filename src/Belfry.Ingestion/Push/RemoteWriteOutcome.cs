namespace Belfry.Ingestion.Push;

/// <summary>What became of a remote-write request. The default value is a storage failure.</summary>
/// <param name="Status">For the sender.</param>
/// <param name="Message">What is wrong, of the first thing that is; empty when nothing is.</param>
/// <param name="SamplesWritten">Samples that are stored.</param>
/// <param name="SamplesRejected">Samples that were refused.</param>
/// <param name="HistogramsLeftOut">Native histograms, which are not stored.</param>
/// <param name="ExemplarsLeftOut">Exemplars, which are not stored.</param>
public readonly record struct RemoteWriteOutcome(
    RemoteWriteStatus Status,
    string Message,
    int SamplesWritten,
    int SamplesRejected,
    int HistogramsLeftOut,
    int ExemplarsLeftOut);
