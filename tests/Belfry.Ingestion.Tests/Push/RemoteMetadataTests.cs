using Belfry.Ingestion.Push;
using Belfry.Model.Metrics;
using Belfry.Platform.Telemetry;
using Belfry.Testing.Metrics;
using Xunit;

namespace Belfry.Ingestion.Tests.Push;

public sealed class RemoteMetadataTests
{
    private readonly MetricRegistry registry = new();

    [Fact]
    public void When_there_is_no_room_the_family_that_was_not_heard_of_for_longest_goes()
    {
        var metadata = new RemoteMetadata(registry, familyCountMax: 2);
        metadata.Set("a"u8, MetricType.Counter, "A."u8, ""u8);
        metadata.Set("b"u8, MetricType.Counter, "B."u8, ""u8);
        metadata.Set("a"u8, MetricType.Counter, "A."u8, ""u8);
        metadata.Set("c"u8, MetricType.Gauge, "C."u8, "s"u8);

        Assert.Equal(["a", "c"], metadata.Snapshot().Select(pair => pair.Key).Order());
        Assert.Equal(1, CollectedMetrics.Of(registry)["belfry_remote_write_metadata_evicted_total"]);
        Assert.Equal(2, CollectedMetrics.Of(registry)["belfry_remote_write_metadata_families"]);
    }

    [Fact]
    public void What_is_said_again_costs_no_memory()
    {
        var metadata = new RemoteMetadata(registry);
        metadata.Set("a"u8, MetricType.Counter, "A."u8, "s"u8);

        var before = GC.GetAllocatedBytesForCurrentThread();
        metadata.Set("a"u8, MetricType.Counter, "A."u8, "s"u8);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Texts_have_a_limit_and_a_family_needs_a_name()
    {
        var metadata = new RemoteMetadata(registry);
        metadata.Set(""u8, MetricType.Counter, ""u8, ""u8);
        metadata.Set(new byte[RemoteMetadata.TextLengthBytesMax + 1], MetricType.Counter, ""u8, ""u8);
        Assert.Empty(metadata.Snapshot());

        metadata.Set("a"u8, MetricType.Counter, new byte[10_000], ""u8);
        Assert.Equal(RemoteMetadata.TextLengthBytesMax, Assert.Single(metadata.Snapshot()).Value.Help.Length);
    }

    [Theory]
    [InlineData("h_bucket", MetricType.Histogram, "h")]
    [InlineData("h_count", MetricType.Summary, "h")]
    [InlineData("h_count", MetricType.Counter, "h_count")]
    [InlineData("h", MetricType.Histogram, "h")]
    public void A_series_belongs_to_the_family_that_its_type_says(string name, MetricType type, string family) =>
        Assert.Equal(
            family,
            System.Text.Encoding.UTF8.GetString(
                RemoteMetadata.FamilyOf(System.Text.Encoding.UTF8.GetBytes(name), type)));
}
