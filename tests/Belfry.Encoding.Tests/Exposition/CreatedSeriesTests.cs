using System.Globalization;
using Belfry.Encoding.Exposition;
using Belfry.Model.Metrics;
using Belfry.Testing;
using Xunit;

namespace Belfry.Encoding.Tests.Exposition;

public sealed class CreatedSeriesTests
{
    [Theory]
    [InlineData("# TYPE a counter\na_total 1\na_created 2.5\n", "a_total 2500")]
    [InlineData("# TYPE a counter\na_total{x=\"1\"} 1\na_created{x=\"1\"} 2\na_total{x=\"2\"} 1\n",
        "a_total{x=\"1\"} 2000|a_total{x=\"2\"} -")]
    [InlineData("# TYPE a counter\na_total{x=\"1\"} 1\na_total{x=\"2\"} 1\na_created{x=\"2\"} 2\n",
        "a_total{x=\"1\"} -|a_total{x=\"2\"} 2000")]
    [InlineData(
        "# TYPE a counter\na_total{x=\"1\"} 1\na_created{x=\"1\"} 2\na_total{x=\"2\"} 1\na_created{x=\"2\"} 3\n",
        "a_total{x=\"1\"} 2000|a_total{x=\"2\"} 3000")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_created 3\nh_bucket{le=\"+Inf\"} 1\nh_count 1\n",
        "h_bucket{le=\"1\"} 3000|h_bucket{le=\"+Inf\"} 3000|h_count 3000")]
    [InlineData("# TYPE s summary\ns{quantile=\"1\",a=\"b\"} 1\ns_count{a=\"b\"} 1\ns_created{a=\"b\"} 4\n",
        "s{quantile=\"1\",a=\"b\"} 4000|s_count{a=\"b\"} 4000")]
    [InlineData("# TYPE a counter\na_total{le=\"1\"} 1\na_created{le=\"2\"} 2\n", "a_total{le=\"1\"} -")]
    [InlineData("# TYPE a counter\na_created 2\na_total 1\n", "a_total -")]
    [InlineData("# TYPE a counter\na_total 1\n# TYPE b counter\na_created 2\n", "a_total -")]
    [InlineData("# TYPE a gauge\na 1\na_created 2\n", "a -|a_created -")]
    [InlineData("# TYPE a counter\na_total 1\nb_created 2\n", "a_total -")]
    [InlineData("# TYPE a counter\na_total 1\na_created 0\n", "a_total -")]
    [InlineData("# TYPE \"a.b\" counter\n{\"a.b_total\",c=\"d\"} 1\n{\"a.b_created\",c=\"d\"} 2\n",
        "{\"a.b_total\",c=\"d\"} 2000")]
    [InlineData("# TYPE a counter\na_total 1 # {b=\"c\"} 1\na_created 2 # {b=\"d\"} 1\n", "a_total 2000")]
    public void A_created_series_says_since_when_others_count(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Starts(text + "# EOF\n")));

    [Fact]
    public void Created_series_stay_unless_they_are_taken()
    {
        var reader = new OpenMetricsReader("# TYPE a counter\na_total 1\na_created 2\n# EOF\n"u8);

        Assert.Equal(
            ["Type a: counter", "{__name__=\"a_total\"} 1", "{__name__=\"a_created\"} 2"], ReaderDump.All(ref reader));
    }

    [Fact]
    public void Looking_ahead_leaves_the_sample_and_its_exemplar_alone()
    {
        var reader = new OpenMetricsReader(
            "# TYPE a counter\na_total 1 7 # {b=\"c\"} 5\na_created 2 # {b=\"d\"} 6\n# EOF\n"u8, takesCreated: true);
        _ = reader.Read();
        _ = reader.Read();

        Assert.True(reader.TryReadStart(out _));
        Assert.Equal("{__name__=\"a_total\"} 1 @7000", ReaderDump.Sample(ref reader));
        Assert.True(reader.TryReadExemplar(new(), out var exemplar));
        Assert.Equal(5, exemplar.Value);
        Assert.Equal(ExpositionEntry.End, reader.Read());
    }

    [Fact]
    public void A_known_created_series_is_not_given_either()
    {
        var reader = new OpenMetricsReader("a_created 2\n# EOF\n"u8, takesCreated: true);

        Assert.False(reader.TryReadKnownSeries("a_created"u8));
    }

    [Fact]
    public void Entries_that_are_known_do_not_hide_the_family()
    {
        var text = "# TYPE a counter\na_total 1\na_created 2\n# EOF\n"u8;
        var reader = new OpenMetricsReader(text, takesCreated: true);

        _ = reader.TrySkipKnownEntry("# TYPE a counter\n"u8, MetricType.Counter) ? default : reader.Read();
        Assert.True(reader.TryReadKnownSeries("a_total"u8));

        Assert.True(reader.TryReadStart(out var start));
        Assert.Equal(2000, start.Value);
    }

    [Fact]
    public void What_is_wrong_further_on_is_said_when_it_is_read()
    {
        var reader = new OpenMetricsReader("# TYPE a counter\na_total 1\na_created x\n# EOF\n"u8, takesCreated: true);
        _ = reader.Read();
        _ = reader.Read();

        Assert.False(reader.TryReadStart(out _));
        Assert.Null(reader.Error);
        Assert.Equal(ExpositionEntry.Invalid, reader.Read());
        Assert.Equal(3, reader.Error!.Line);
    }

    [Fact]
    public void Converted_histograms_count_since_when_their_series_do()
    {
        var inner = new OpenMetricsReader(
            "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_count 1\nh_created 2\nh_bucket{a=\"b\",le=\"1\"} 1\n# EOF\n"u8,
            takesCreated: true);
        var reader = new ClassicConversionReader<OpenMetricsReader>(
            inner, new ClassicConversionScratch(), keepsClassic: false, readsStarts: true);

        Assert.Equal(["h 2000", "h{a=\"b\"} -"], Starts(ref reader));
    }

    [Fact]
    public void Whatever_was_seen_ahead_a_start_is_one_that_the_text_says_of_these_labels()
    {
        string[] pieces =
        [
            "# TYPE a counter\n", "# TYPE a histogram\n", "# TYPE a gauge\n", "a_total 1\n", "a_total{b=\"c\"} 1\n",
            "a_created 2\n", "a_created{b=\"c\"} 3\n", "a_bucket{le=\"1\"} 1\n", "a_bucket{b=\"c\",le=\"1\"} 1\n",
            "b_created 5\n", "!\n",
        ];
        var seed = new Seed(812);
        var found = 0;
        for (var round = 0; round < 3_000; round++)
        {
            var lines = Enumerable.Range(0, seed.Random.Next(1, 14))
                .Select(_ => pieces[seed.Random.Next(pieces.Length)]);
            var text = System.Text.Encoding.UTF8.GetBytes("# TYPE a counter\n" + string.Concat(lines) + "# EOF\n");
            var reader = new OpenMetricsReader(text, takesCreated: true);
            var entry = reader.Read();
            while (entry is not (ExpositionEntry.End or ExpositionEntry.Invalid))
            {
                if (entry == ExpositionEntry.Series && seed.Random.Next(3) > 0)
                {
                    var isFound = reader.TryReadStart(out var start);
                    found += isFound ? 1 : 0;
                    Assert.True(
                        !isFound || Says(text, reader.SeriesText, start.Value),
                        $"{seed}: {System.Text.Encoding.UTF8.GetString(text)}");
                }

                entry = reader.Read();
            }
        }

        Assert.True(found > 100, $"{seed}: only {found} starts");
    }

    // Whether any `_created` line of the text is of these labels and says this time.
    private static bool Says(byte[] text, ReadOnlySpan<byte> series, long startMs)
    {
        var isLabelled = series.IndexOf("b=\"c\""u8) >= 0;
        var labels = isLabelled ? "{b=\"c\"}" : "";
        var line = $"a_created{labels} {(startMs / 1000).ToString(CultureInfo.InvariantCulture)}\n";
        return System.Text.Encoding.UTF8.GetString(text).Contains(line, StringComparison.Ordinal);
    }

    private static List<string> Starts(string text)
    {
        var reader = new OpenMetricsReader(System.Text.Encoding.UTF8.GetBytes(text), takesCreated: true);
        return Starts(ref reader);
    }

    private static List<string> Starts<TReader>(scoped ref TReader reader)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        var starts = new List<string>();
        while (true)
        {
            switch (reader.Read())
            {
                case ExpositionEntry.End:
                    return starts;
                case ExpositionEntry.Invalid:
                    throw new InvalidOperationException(reader.Error!.Message);
                case ExpositionEntry.Series:
                    var text = System.Text.Encoding.UTF8.GetString(reader.SeriesText);
                    starts.Add(reader.TryReadStart(out var start)
                        ? string.Create(CultureInfo.InvariantCulture, $"{text} {start.Value}")
                        : text + " -");
                    break;
            }
        }
    }
}
