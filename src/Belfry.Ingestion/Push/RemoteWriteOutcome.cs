namespace Belfry.Ingestion.Push;

/// <summary>What became of a remote-write request. The default value is a storage failure.</summary>
/// <param name="Status">For the sender.</param>
/// <param name="Message">What is wrong: of 1.0 the first thing, of 2.0 one line each; empty when nothing is.</param>
/// <param name="SamplesWritten">Samples that are stored, native histograms not counted.</param>
/// <param name="SamplesRejected">Samples and native histograms that were refused.</param>
/// <param name="HistogramsWritten">Native histograms that are stored.</param>
/// <param name="ExemplarsWritten">Exemplars that were taken: repeats, too, and all when none are kept.</param>
public readonly record struct RemoteWriteOutcome(
    RemoteWriteStatus Status,
    string Message,
    int SamplesWritten,
    int SamplesRejected,
    int HistogramsWritten,
    int ExemplarsWritten);
