namespace Belfry.Model.Histograms;

/// <summary>
/// A run of consecutive buckets of a native histogram. The default value is an empty run.
/// </summary>
/// <param name="Offset">For the first span the index of its first bucket; for others the number of absent buckets since
/// the end of the span before, which is then not negative.</param>
/// <param name="Length">The number of buckets in it.</param>
public readonly record struct BucketSpan(int Offset, uint Length);
