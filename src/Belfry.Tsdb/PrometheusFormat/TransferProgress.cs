using Belfry.Model;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>How far an import or export has come.</summary>
/// <param name="BlockNumber">Which range is being written, from 1.</param>
/// <param name="BlockCount">How many ranges there are.</param>
/// <param name="From">The start of that range.</param>
/// <param name="End">The first time behind it.</param>
/// <param name="SeriesCount">Series written so far, each counted once for every block it is in.</param>
/// <param name="SampleCount">Samples written so far.</param>
public sealed record TransferProgress(
    int BlockNumber, int BlockCount, TimestampMs From, TimestampMs End, long SeriesCount, long SampleCount);
