namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>route_match.json</c>.</summary>
internal sealed class RouteMatchSuite : RouteMatching
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/route_match.json";
}
