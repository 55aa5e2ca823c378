namespace Belfry.Testing.PromQL;

/// <summary>One series of the material.</summary>
/// <param name="Pairs">Its labels, sorted by name.</param>
/// <param name="Samples">Its samples, rising in time.</param>
public sealed record MaterialSeries(
    IReadOnlyList<(string Name, string Value)> Pairs, IReadOnlyList<MaterialSample> Samples);
