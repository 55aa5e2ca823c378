using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Relabel;
using Belfry.Ingestion.Scrape;
using Belfry.Model;
using Xunit;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class TargetLabelsTests
{
    private static readonly ScrapeConfig Config = new()
    {
        JobName = "job",
        ScrapeInterval = TimeSpan.FromSeconds(10),
        ScrapeTimeout = TimeSpan.FromSeconds(1),
        Params = [new("module", ["m1", "m2"])],
    };

    [Fact]
    public void Labels_of_the_target_come_before_those_of_group_and_job()
    {
        var target = Make(
            Config,
            Labels.From(("__address__", "h:1"), ("__metrics_path__", "/x y"), ("a", "t"), ("__meta_z", "1")),
            Labels.From(("a", "g"), ("b", "g"), ("job", "other")),
            out _);

        Assert.Equal("{a=\"t\", b=\"g\", instance=\"h:1\", job=\"other\"}", target!.Labels.ToString());
        Assert.Equal("http://h:1/x%20y?module=m1&module=m2", target.Url);
        Assert.Equal("1", target.Discovered.Get("__meta_z"));
    }

    [Fact]
    public void Relabelling_may_change_everything_about_the_scrape()
    {
        var steps = new (string Label, string Value)[]
        {
            ("__scheme__", "https"), ("__metrics_path__", "/p"), ("__param_module", "m3"), ("__param_x", "1"),
            ("__scrape_interval__", "20s"), ("__scrape_timeout__", "1500ms"), ("instance", "i"),
        };
        var config = Config with
        {
            RelabelConfigs = [.. steps.Select(step =>
                new RelabelConfig { TargetLabel = step.Label, Replacement = step.Value })],
        };

        var target = Make(config, Labels.From(("__address__", "h:1")), Labels.Empty, out _)!;

        Assert.Equal("https://h:1/p?module=m3&module=m2&x=1", target.Url);
        Assert.Equal(TimeSpan.FromSeconds(20), target.Interval);
        Assert.Equal(TimeSpan.FromSeconds(1.5), target.Timeout);
        Assert.Equal("{instance=\"i\", job=\"job\"}", target.Labels.ToString());
    }

    [Theory]
    [InlineData("__address__", "", "no address")]
    [InlineData("__address__", "h/x", "\"h/x\" is not a valid hostname")]
    [InlineData("__scrape_interval__", "0s", "scrape interval cannot be 0")]
    [InlineData("__scrape_timeout__", "0s", "scrape timeout cannot be 0")]
    [InlineData("__scrape_timeout__", "11s",
        "scrape timeout cannot be greater than scrape interval (\"11s\" > \"10s\")")]
    [InlineData("__scrape_native_histograms__", "maybe",
        "error parsing scrape native histograms: strconv.ParseBool: parsing \"maybe\": invalid syntax")]
    public void A_target_that_cannot_be_scraped_is_refused(string label, string value, string expected)
    {
        var step = new RelabelConfig { TargetLabel = label, Replacement = value };

        Assert.Null(Make(Config with { RelabelConfigs = [step] }, Labels.From(("__address__", "h:1")), Labels.Empty,
            out var problem));
        Assert.Equal(expected, problem);
    }

    private static ScrapeTarget? Make(ScrapeConfig config, Labels target, Labels group, out string? problem)
    {
        var labels = new LabelsBuilder();
        TargetLabels.Discover(labels, config, target, group);
        var relabeling = Relabeling.Compile(config.RelabelConfigs, config.MetricNameValidationScheme);
        return TargetLabels.Make(labels, labels.ToLabels(), config, relabeling, out problem);
    }
}
