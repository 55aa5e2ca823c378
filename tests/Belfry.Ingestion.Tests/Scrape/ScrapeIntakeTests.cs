using Belfry.Configuration.Prometheus;
using Belfry.Model;
using Xunit;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class ScrapeIntakeTests
{
    private const string A = "{__name__=\"a\", job=\"j\"}";
    private const string B = "{__name__=\"b\", job=\"j\"}";
    private const string C = "{__name__=\"c\", job=\"j\"}";

    [Fact]
    public void The_same_lines_are_resolved_once()
    {
        var rig = new IntakeRig(null, ("job", "j"));
        rig.Scrape(1000, "# TYPE a counter\na 1\nb 2\n");
        var resolved = rig.Store.ResolveCount;

        rig.Scrape(2000, "# TYPE a counter\na 10\nb NaN\n");

        Assert.Equal(resolved, rig.Store.ResolveCount);
        Assert.Equal("1000:1 2000:10", rig.Samples(A));
        Assert.Equal("1000:2 2000:NaN", rig.Samples(B));
        Assert.Equal(0, rig.Tally.SeriesAdded);
        Assert.Equal(2, rig.Tally.Scraped);
    }

    [Fact]
    public void A_series_that_vanishes_gets_one_stale_marker()
    {
        var rig = new IntakeRig(null, ("job", "j"));
        rig.Scrape(1000, "a 1\nb 2\nc 3\n");
        rig.Scrape(2000, "a 1\nc 3\n");
        rig.Scrape(3000, "a 1\n");
        rig.Scrape(4000, "");

        Assert.Equal("1000:2 2000:stale", rig.Samples(B));
        Assert.Equal("1000:3 2000:3 3000:stale", rig.Samples(C));
        Assert.Equal("1000:1 2000:1 3000:1 4000:stale", rig.Samples(A));
    }

    [Fact]
    public void Lines_that_move_or_come_between_end_nothing_and_are_not_resolved_again()
    {
        var rig = new IntakeRig(null, ("job", "j"));
        rig.Scrape(1000, "# HELP a x\na 1\nb 2\n");
        var resolved = rig.Store.ResolveCount;

        rig.Scrape(2000, "b 2\nc 3\na 1\n");
        rig.Scrape(3000, "a 1\nb\t2\nc 3\n");

        Assert.Equal(resolved + 1, rig.Store.ResolveCount);
        Assert.Equal("1000:1 2000:1 3000:1", rig.Samples(A));
        Assert.Equal("1000:2 2000:2 3000:2", rig.Samples(B));
        Assert.Equal("2000:3 3000:3", rig.Samples(C));
    }

    [Fact]
    public void A_wrong_exposition_stores_nothing_and_ends_what_was_there()
    {
        var rig = new IntakeRig(null, ("job", "j"));
        rig.Scrape(1000, "a 1\nb 2\n");

        var problem = rig.Scrape(2000, "a 7\nc 3\nb x\n");
        rig.Fail(3000);
        var resolved = rig.Store.ResolveCount;
        rig.Scrape(4000, "a 8\nb 9\n");

        Assert.Equal("strconv.ParseFloat: parsing \"x\": invalid syntax while parsing: \"b x\"", problem);
        Assert.Equal("1000:1 2000:stale 4000:8", rig.Samples(A));
        Assert.Equal("1000:2 2000:stale 4000:9", rig.Samples(B));
        Assert.Equal("", rig.Samples(C));
        Assert.Equal(resolved, rig.Store.ResolveCount);
    }

    [Fact]
    public void What_vanished_during_failures_is_not_ended_twice()
    {
        var rig = new IntakeRig(null, ("job", "j"));
        rig.Scrape(1000, "a 1\nb 2\n");
        rig.Fail(2000);
        rig.Scrape(3000, "a 1\n");

        Assert.Equal("1000:2 2000:stale", rig.Samples(B));
    }

    [Fact]
    public void Another_spelling_of_the_same_series_does_not_end_it()
    {
        var rig = new IntakeRig();
        rig.Scrape(1000, "# TYPE h histogram\nh_bucket{le=\"1\"} 1\n");
        rig.Scrape(2000, "# TYPE h histogram\nh_bucket{le=\"1.0\"} 2\n");

        Assert.Equal("1000:1 2000:2", rig.Samples("{__name__=\"h_bucket\", le=\"1.0\"}"));
    }

    [Fact]
    public void A_series_the_store_forgot_is_resolved_again()
    {
        var rig = new IntakeRig(null, ("job", "j"));
        rig.Scrape(1000, "a 1\n");
        rig.Store.Forget();
        rig.Scrape(2000, "a 2\n");

        Assert.Equal("2000:2", rig.Samples(A));
    }

    [Fact]
    public void Timestamps_of_the_target_are_honoured_and_not_ended()
    {
        var rig = new IntakeRig(null, ("job", "j"));
        rig.Scrape(1000, "a 1 900\n");
        rig.Scrape(2000, "a 2 1900\nb 1\n");
        rig.Scrape(3000, "b 1\n");

        Assert.Equal("900:1 1900:2", rig.Samples(A));
    }

    [Fact]
    public void Timestamps_can_be_tracked_or_ignored()
    {
        var tracking = new IntakeRig(new ScrapeConfig { JobName = "j", TrackTimestampsStaleness = true }, ("job", "j"));
        tracking.Scrape(1000, "a 1 900\n");
        tracking.Scrape(2000, "");
        var ignoring = new IntakeRig(new ScrapeConfig { JobName = "j", HonorTimestamps = false }, ("job", "j"));
        ignoring.Scrape(1000, "a 1 900\n");

        Assert.Equal("900:1 2000:stale", tracking.Samples(A));
        Assert.Equal("1000:1", ignoring.Samples(A));
    }

    [Fact]
    public void Samples_the_store_refuses_are_counted_by_reason()
    {
        var rig = new IntakeRig(null, ("job", "j"));
        rig.Store.Oldest = new TimestampMs(100);
        rig.Scrape(1000, "a 1\n");

        rig.Scrape(2000, "a 1 500\nb 1 50\na 3\na 4\n");

        Assert.Equal(1, rig.Tally.OutOfOrder);
        Assert.Equal(1, rig.Tally.OutOfBounds);
        Assert.Equal(1, rig.Tally.DuplicateTimestamp);
        Assert.Equal(4, rig.Tally.PostRelabeling);
    }

    [Fact]
    public void Dropped_samples_are_scraped_but_not_stored()
    {
        var drop = new RelabelConfig { SourceLabels = ["__name__"], Regex = "b", Action = RelabelAction.Drop };
        var rig = new IntakeRig(new ScrapeConfig { JobName = "j", MetricRelabelConfigs = [drop] }, ("job", "j"));
        rig.Scrape(1000, "a 1\nb 2\n");
        rig.Scrape(2000, "a 1\nb 2\n");

        Assert.Equal([A], rig.Store.Series.Keys);
        Assert.Equal(2, rig.Tally.Scraped);
        Assert.Equal(1, rig.Tally.PostRelabeling);
    }

    [Fact]
    public void More_samples_than_the_limit_fail_the_scrape_and_make_no_more_series()
    {
        var config = new ScrapeConfig { JobName = "j", Limits = new ScrapeLimits { Samples = 2 } };
        var rig = new IntakeRig(config, ("job", "j"));

        Assert.Null(rig.Scrape(1000, "a 1\nb 2\n"));
        Assert.Equal("sample limit exceeded", rig.Scrape(2000, "a 1\nb 2\nc 3\n"));
        Assert.Equal(2, rig.Store.ResolveCount);
        Assert.Equal(3, rig.Tally.PostRelabeling);
        Assert.Equal("1000:1 2000:stale", rig.Samples(A));
    }

    [Theory]
    [InlineData("m{l1=\"1\",l2=\"2\"} 0\n", "label_limit exceeded (metric: m, number of labels: 3, limit: 2)")]
    [InlineData("m{label_name=\"0\"} 0\n",
        "label_name_length_limit exceeded (metric: m, label name: label_name, length: 10, limit: 9)")]
    [InlineData("m{l=\"too_long_a_value\"} 0\n",
        "label_value_length_limit exceeded "
        + "(metric: m, label name: l, value: \"too_long_a_value\", length: 16, limit: 12)")]
    public void Labels_beyond_a_limit_fail_the_scrape(string text, string expected)
    {
        var limits = new ScrapeLimits { Labels = 2, LabelNameLength = 9, LabelValueLength = 12 };
        var rig = new IntakeRig(new ScrapeConfig { JobName = "j", Limits = limits });

        Assert.Equal(expected, rig.Scrape(1000, text));
        Assert.Null(rig.Scrape(2000, "m{l=\"1\"} 0\n"));
    }

    [Fact]
    public void A_store_without_room_costs_samples_but_not_the_scrape()
    {
        var rig = new IntakeRig(null, ("job", "j"));
        rig.Store.SeriesCountMax = 1;

        Assert.Null(rig.Scrape(1000, "a 1\nb 2\n"));
        Assert.Equal(1, rig.Tally.LimitReached);
        rig.Store.SeriesCountMax = 2;
        rig.Scrape(2000, "a 1\nb 2\n");
        Assert.Equal("2000:2", rig.Samples(B));
    }

    [Fact]
    public void Metadata_lines_are_kept_as_they_stand()
    {
        var rig = new IntakeRig();
        rig.Scrape(1000, "# HELP a one\n# TYPE a gauge\n# comment\na 1\n# HELP b two\nb 1\n");
        rig.Scrape(2000, "# HELP a one\n# TYPE a gauge\n# changed\na 1\nb 1\n");

        Assert.Equal("# HELP a one\n# TYPE a gauge\n", System.Text.Encoding.UTF8.GetString(rig.Cache.CopyMetadata()));
    }
}
