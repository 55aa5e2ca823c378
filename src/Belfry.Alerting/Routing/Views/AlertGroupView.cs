using Belfry.Model;

namespace Belfry.Alerting.Routing.Views;

/// <summary>A group as the API and the page show it. A snapshot.</summary>
public sealed record AlertGroupView
{
    /// <summary>The labels that its alerts share and that name it.</summary>
    public required Labels Labels { get; init; }

    /// <summary>The labels of its route, templates executed.</summary>
    public required Labels RouteLabels { get; init; }

    /// <summary>The receiver's name.</summary>
    public required string Receiver { get; init; }

    /// <summary>The time intervals that muted the last flush; empty when none did.</summary>
    public required IReadOnlyList<string> MutedBy { get; init; }

    /// <summary>Its alerts that were asked for, sorted; never empty.</summary>
    public required IReadOnlyList<AlertView> Alerts { get; init; }
}
