namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>route_labels.json</c>.</summary>
internal sealed class RouteLabelsSuite : RouteMatching
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/route_labels.json";
}
