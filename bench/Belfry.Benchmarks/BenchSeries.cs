namespace Belfry.Benchmarks;

/// <summary>One series: its kind for the table, and its samples.</summary>
internal sealed record BenchSeries(string Kind, long[] TimesMs, double[] Values);
