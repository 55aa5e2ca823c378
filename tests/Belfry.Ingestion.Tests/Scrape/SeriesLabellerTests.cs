using Belfry.Configuration.Prometheus;
using Xunit;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class SeriesLabellerTests
{
    [Theory]
    [InlineData("metric{foo=\"1\"} 0", "foo=2,exported_foo=3",
        "{__name__=\"metric\", exported_exported_foo=\"1\", exported_foo=\"3\", foo=\"2\"}")]
    [InlineData("metric{foo=\"1\", exported_foo=\"2\"} 0", "foo=3",
        "{__name__=\"metric\", exported_exported_foo=\"1\", exported_foo=\"2\", foo=\"3\"}")]
    [InlineData("metric{exported_foo=\"1\"} 0", "exported_foo=2",
        "{__name__=\"metric\", exported_exported_foo=\"1\", exported_foo=\"2\"}")]
    [InlineData("metric{n=\"\"} 1", "", "{__name__=\"metric\"}")]
    [InlineData("metric{n=\"\"} 1", "n=2", "{__name__=\"metric\", n=\"2\"}")]
    public void Labels_of_the_target_win_and_conflicts_are_renamed(string text, string target, string expected)
    {
        Assert.Equal(expected, Stored(text, target, honorLabels: false));
    }

    [Theory]
    [InlineData("metric{n=\"1\"} 1", "n=2,m=3", "{__name__=\"metric\", m=\"3\", n=\"1\"}")]
    [InlineData("metric{n=\"\"} 1", "n=2,m=3", "{__name__=\"metric\", m=\"3\"}")]
    [InlineData("metric{\"n\"=\"\"} 1", "n=2", "{__name__=\"metric\"}")]
    public void Honoured_labels_stay_and_an_empty_one_refuses_ours(string text, string target, string expected)
    {
        Assert.Equal(expected, Stored(text, target, honorLabels: true));
    }

    [Fact]
    public void Names_outside_the_legacy_alphabet_fail_a_legacy_job()
    {
        var rig = new IntakeRig(
            new ScrapeConfig { JobName = "j", MetricNameValidationScheme = NameValidationScheme.Legacy });

        Assert.Equal(
            "invalid metric name or label names: {__name__=\"a.b\", c=\"d\"}", rig.Scrape(1, "{\"a.b\",c=\"d\"} 1\n"));
    }

    [Fact]
    public void A_sample_that_lost_its_name_fails_the_scrape()
    {
        var step = new RelabelConfig { Regex = "__name__", Action = RelabelAction.LabelDrop };
        var rig = new IntakeRig(new ScrapeConfig { JobName = "j", MetricRelabelConfigs = [step] }, ("job", "j"));

        Assert.Equal("missing metric name (__name__ label)", rig.Scrape(1, "a{b=\"c\"} 1\n"));
    }

    private static string Stored(string text, string target, bool honorLabels)
    {
        var labels = target.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => (pair.Split('=')[0], pair.Split('=')[1]));
        var rig = new IntakeRig(new ScrapeConfig { JobName = "j", HonorLabels = honorLabels }, [.. labels]);
        Assert.Null(rig.Scrape(1, text));
        return Assert.Single(rig.Store.Series.Keys);
    }
}
