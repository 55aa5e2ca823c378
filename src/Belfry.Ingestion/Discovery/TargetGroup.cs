using Belfry.Model;

namespace Belfry.Ingestion.Discovery;

/// <summary>Targets that one source of a discovery found together.</summary>
/// <param name="Targets">The labels of each target, its <c>__address__</c> among them.</param>
/// <param name="Labels">Labels of every target that does not have them itself.</param>
internal sealed record TargetGroup(IReadOnlyList<Labels> Targets, Labels Labels);
