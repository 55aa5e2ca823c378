namespace Belfry.Testing.PromQL;

/// <summary>One metric that queries are asked about.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Nature">How its values go.</param>
/// <param name="LabelNames">The labels that its series may have.</param>
public sealed record MetricOfMaterial(string Name, MetricNature Nature, params IReadOnlyList<string> LabelNames);
