using Belfry.Encoding.Exposition;
using Belfry.Testing;
using Xunit;

namespace Belfry.Encoding.Tests.Exposition;

public sealed class ClassicConversionReaderTests
{
    private const string Converted = "{count:5, sum:7.5, [-Inf,1]:2, (1,2]:1, (2,+Inf]:2}";

    [Fact]
    public void The_series_of_a_classic_histogram_become_one_native_histogram()
    {
        Assert.Equal(
            [
                "Type h: histogram",
                $"{{__name__=\"h\", a=\"x\"}} {Converted}",
                $"{{__name__=\"h\", a=\"y\"}} {Converted}",
                "Type c: counter",
                "{__name__=\"c_bucket\", le=\"1\"} 1",
            ],
            Read("# TYPE h histogram\n" + Series("a=\"x\"") + Series("a=\"y\"")
                + "# TYPE c counter\nc_bucket{le=\"1\"} 1\n"));
    }

    [Fact]
    public void The_last_histogram_of_a_text_is_not_forgotten() => Assert.Equal(
        ["Type h: histogram", $"{{__name__=\"h\"}} {Converted}"], Read("# TYPE h histogram\n" + Series("")));

    [Fact]
    public void Classic_series_are_kept_when_that_is_wanted()
    {
        var lines = Read("# TYPE h histogram\n" + Series(""), keepsClassic: true);

        Assert.Equal(
            ["h_bucket", "h_bucket", "h_bucket", "h_sum", "h_count", "h"],
            lines.Skip(1).Select(line => line.Split('"')[1]));
    }

    [Fact]
    public void Series_of_another_family_are_left_alone() => Assert.Equal(
        ["Type x: histogram", "{__name__=\"h_bucket\", le=\"1.0\"} 1", "{__name__=\"x_other\"} 1"],
        Read("# TYPE x histogram\nh_bucket{le=\"1\"} 1\nx_other 1\n"));

    [Fact]
    public void A_histogram_whose_counts_make_none_is_left_out() => Assert.Equal(
        ["Type h: histogram", "Type i: gauge"],
        Read("# TYPE h histogram\nh_bucket{le=\"1\"} 5\nh_bucket{le=\"2\"} 3\nh_count 5\n# TYPE i gauge\n"));

    [Fact]
    public void The_time_of_creation_does_not_split_a_histogram() => Assert.Equal(
        ["Type h: histogram", "{__name__=\"h_created\"} 7", $"{{__name__=\"h\"}} {Converted}"],
        Read("# TYPE h histogram\n" + Series("").Replace("h_sum", "h_created 7\nh_sum", StringComparison.Ordinal)));

    [Fact]
    public void Exemplars_of_all_series_go_with_the_histogram()
    {
        byte[] text =
        [
            .. "# TYPE h histogram\nh_bucket{le=\"1\"} 1 # {id=\"a\"} 0.5 10\n"u8,
            .. "h_bucket{le=\"+Inf\"} 1 # {id=\"b\"} 2\nh_count 1 5\n# EOF\n"u8,
        ];
        var reader = new ClassicConversionReader<OpenMetricsReader>(
            new OpenMetricsReader(text), new ClassicConversionScratch(), keepsClassic: false);

        Assert.Equal(
            "{__name__=\"h\"} {count:1, sum:0, [-Inf,1]:1} @5000 # {id=\"a\"} 0.5 @10000 # {id=\"b\"} 2",
            ReaderDump.All(ref reader)[^1]);
    }

    [Fact]
    public void Any_text_is_read_or_refused()
    {
        string[] pieces =
        [
            "# TYPE h histogram\n", "# TYPE g gauge\n", "h_bucket{le=\"1\"} 1\n", "h_bucket{le=\"x\"} 1\n",
            "h_count 1\n", "h_sum{a=\"b\"} 1\n", "h{a=\"b\",a=\"c\"} 1\n", "h 1\n", "h_bucket 1\n",
            "h_bucket{le=\"2\"} NaN\n", "!",
        ];
        var seed = new Seed(23);
        for (var round = 0; round < 3_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, seed.Random.Next(1, 12))
                .Select(_ => pieces[seed.Random.Next(pieces.Length)]));
            Assert.True(Read(text, round % 2 == 0).Count <= 30, seed.ToString());
        }
    }

    private static string Series(string labels)
    {
        var others = labels.Length == 0 ? "" : "," + labels;
        var braces = labels.Length == 0 ? "" : $"{{{labels}}}";
        return $"h_bucket{{le=\"1\"{others}}} 2\nh_bucket{{le=\"2\"{others}}} 3\nh_bucket{{le=\"+Inf\"{others}}} 5\n"
            + $"h_sum{braces} 7.5\nh_count{braces} 5\n";
    }

    private static List<string> Read(string text, bool keepsClassic = false)
    {
        var inner = new TextExpositionReader(System.Text.Encoding.UTF8.GetBytes(text));
        var reader = new ClassicConversionReader<TextExpositionReader>(
            inner, new ClassicConversionScratch(), keepsClassic);
        return ReaderDump.All(ref reader);
    }
}
