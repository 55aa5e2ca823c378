using Belfry.Model;

namespace Belfry.Alerting.Rules.Snapshots;

/// <summary>A pending or firing alert at one moment. Immutable.</summary>
/// <param name="Labels">Its labels, without external ones.</param>
/// <param name="Annotations">Its annotations, expanded.</param>
/// <param name="State">Pending or firing.</param>
/// <param name="ActiveAt">Since when its condition holds.</param>
/// <param name="Value">What the expression gave last.</param>
/// <param name="KeepFiringSince">Since when it is only kept firing; null when its condition holds.</param>
public sealed record AlertSnapshot(
    Labels Labels,
    Labels Annotations,
    AlertState State,
    TimestampMs ActiveAt,
    double Value,
    TimestampMs? KeepFiringSince);
