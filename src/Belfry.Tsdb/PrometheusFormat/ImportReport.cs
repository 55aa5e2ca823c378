namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>What an import did.</summary>
/// <param name="BlockCount">Blocks written.</param>
/// <param name="SampleCount">Samples in them.</param>
/// <param name="OrphanCount">Samples in Prometheus's log that belong to no known series, and were left out.</param>
/// <param name="DamageCount">How much of Prometheus's data could not be read, and was left out.</param>
/// <param name="Damages">The first thousand of that, with file and offset.</param>
public sealed record ImportReport(
    int BlockCount, long SampleCount, long OrphanCount, long DamageCount, IReadOnlyList<PrometheusDamage> Damages);
