namespace Belfry.Ingestion.Push;

/// <summary>How remote-write requests are read.</summary>
public sealed record RemoteWriteOptions
{
    /// <summary>The messages that are taken; others are refused by the HTTP surface.</summary>
    public IReadOnlyList<RemoteWriteMessage> AcceptedMessages { get; init; } = RemoteWriteMessages.All;

    /// <summary>
    /// True to store the type and the unit that remote write 2.0 tells of a metric as labels <c>__type__</c> and
    /// <c>__unit__</c>; the feature <c>type-and-unit-labels</c>.
    /// </summary>
    public bool AddsTypeAndUnitLabels { get; init; }
}
