using Belfry.Storage.Blocks;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>What an export did.</summary>
/// <param name="Blocks">The names of the blocks written, by rising time.</param>
/// <param name="SampleCount">Samples in them.</param>
public sealed record ExportReport(IReadOnlyList<BlockId> Blocks, long SampleCount);
