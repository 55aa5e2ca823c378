namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>route_matchers_and_match.json</c>.</summary>
internal sealed class RouteMixedSuite : RouteMatching
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/route_matchers_and_match.json";
}
