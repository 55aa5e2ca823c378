namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>route_matchers.json</c>.</summary>
internal sealed class RouteMatchersSuite : RouteMatching
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/route_matchers.json";
}
