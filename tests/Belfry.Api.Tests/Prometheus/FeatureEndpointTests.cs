using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class FeatureEndpointTests
{
    [Fact]
    public async Task What_is_there_is_on_and_what_is_not_is_off()
    {
        await using var server = await ApiServer.StartAsync();

        var features = await server.DataAsync("features");

        bool IsOn(string category, string name) => features.GetProperty(category).GetProperty(name).GetBoolean();
        Assert.True(IsOn("promql", "subqueries"));
        Assert.True(IsOn("promql_functions", "rate"));
        Assert.True(IsOn("service_discovery_providers", "file"));
        Assert.False(IsOn("service_discovery_providers", "consul"));
        Assert.False(IsOn("tsdb", "exemplar_storage"));
        Assert.False(IsOn("otlp_receiver", "delta_conversion"));
    }

    [Fact]
    public async Task Flags_and_switches_of_the_server_show()
    {
        await using var server = await ApiServer.StartAsync();
        server.Server.EnabledFeatures = new HashSet<string> { "exemplar-storage", "promql-per-step-stats" };
        server.Server.IsAdminEnabled = false;

        var features = await server.DataAsync("features");

        Assert.True(features.GetProperty("tsdb").GetProperty("exemplar_storage").GetBoolean());
        Assert.True(features.GetProperty("promql").GetProperty("per_step_stats").GetBoolean());
        Assert.False(features.GetProperty("api").GetProperty("admin").GetBoolean());
        Assert.True(features.GetProperty("api").GetProperty("lifecycle").GetBoolean());
    }
}
