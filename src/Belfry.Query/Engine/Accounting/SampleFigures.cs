namespace Belfry.Query.Engine.Accounting;

/// <summary>What Prometheus would say a query cost.</summary>
/// <param name="Meter">Samples used and read.</param>
/// <param name="Peak">The most samples held at a time.</param>
internal sealed record SampleFigures(SampleMeter Meter, long Peak);
