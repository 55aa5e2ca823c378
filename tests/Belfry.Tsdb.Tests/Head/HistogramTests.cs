using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Tsdb.Tests.Head;

/// <summary>Native histograms and exemplars in the store.</summary>
public sealed class HistogramTests
{
    private static readonly Labels Series = StoreFixture.Series("__name__=h,job=j");

    private static readonly StoreOptions Small = StoreFixture.Manual with
    {
        BlockRange = TimeSpan.FromMilliseconds(1000),
        SamplesPerChunkMax = 5,
        ExemplarsMax = 3,
        OutOfOrderWindow = TimeSpan.FromHours(1),
    };

    [Fact]
    public void Floats_and_histograms_of_one_series_come_back_through_restarts_and_blocks()
    {
        var seed = new Seed(72);
        var random = new Random(seed.Value);
        var directory = new MemoryDirectory();
        var expected = new List<(long TimeMs, double Value, NativeHistogram? Histogram)>();
        var store = StoreFixture.Open(directory, Small);
        for (var time = 1000L; time < 9000; time += random.Next(1, 120))
        {
            var histogram = random.Next(3) > 0 ? Histogram(random) : null;
            expected.Add((time, histogram?.Sum ?? time, histogram));
            Write(store, time, histogram);
            if (random.Next(15) == 0)
            {
                store.RunMaintenance(CancellationToken.None);
            }

            if (random.Next(15) == 0)
            {
                store.Dispose();
                store = StoreFixture.Open(directory, Small);
            }
        }

        var found = Read(store);
        Assert.Equal(expected.ConvertAll(Text), found);
        store.Dispose();
    }

    [Fact]
    public void A_repeated_histogram_is_known_and_another_one_of_its_time_is_refused()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Small with { OutOfOrderWindow = TimeSpan.Zero });
        var random = new Random(3);
        var first = Histogram(random);

        Assert.Equal(AppendOutcome.Appended, Write(store, 1000, first));
        Assert.Equal(AppendOutcome.Appended, Write(store, 1000, first));
        Assert.Equal(AppendOutcome.DuplicateTimestamp, Write(store, 1000, Histogram(random)));
        Assert.Equal(AppendOutcome.DuplicateTimestamp, store.Write(Series, 1000, 1));
        Assert.Equal(AppendOutcome.OutOfOrder, Write(store, 999, first));
    }

    [Fact]
    public void Only_the_newest_exemplars_are_kept_and_a_restart_keeps_them()
    {
        var directory = new MemoryDirectory();
        var other = StoreFixture.Series("__name__=h,job=k");
        using (var store = StoreFixture.Open(directory, Small))
        {
            for (var index = 0; index < 5; index++)
            {
                using var appender = store.Appender();
                var series = appender.Resolve(index % 2 == 0 ? Series : other);
                appender.Append(series, new TimestampMs(1000 + index), index);
                Assert.Equal(AppendOutcome.Appended, appender.AppendExemplar(series, Example(index)));
                appender.Commit();
            }

            Assert.Equal(["h j:2 h j:4", "h k:3"], Exemplars(store));
        }

        using var reopened = StoreFixture.Open(directory, Small);
        Assert.Equal(["h j:2 h j:4", "h k:3"], Exemplars(reopened));
        using var late = reopened.Appender();
        Assert.Equal(AppendOutcome.OutOfOrder, late.AppendExemplar(late.Resolve(Series), Example(1)));
        Assert.Equal(AppendOutcome.DuplicateTimestamp, late.AppendExemplar(late.Resolve(Series), Example(4)));
    }

    [Fact]
    public void Exemplars_of_one_time_that_come_again_are_not_kept_twice()
    {
        using var store = StoreFixture.Open(new MemoryDirectory(), Small);
        var first = Example(1);
        var second = first with { Value = 2 };
        Add(AppendOutcome.Appended, AppendOutcome.Appended);
        Add(AppendOutcome.OutOfOrder, AppendOutcome.DuplicateTimestamp);

        Assert.Equal(["h j:1 h j:2"], Exemplars(store));

        void Add(AppendOutcome expectedFirst, AppendOutcome expectedSecond)
        {
            using var appender = store.Appender();
            var series = appender.Resolve(Series);
            Assert.Equal(expectedFirst, appender.AppendExemplar(series, first));
            Assert.Equal(expectedSecond, appender.AppendExemplar(series, second));
            appender.Commit();
        }
    }

    private static Exemplar Example(int index) =>
        new(StoreFixture.Series($"trace=t{index}"), index, new TimestampMs(1000 + index));

    private static List<string> Exemplars(TimeSeriesStore store) =>
    [
        .. store.Exemplars([[StoreFixture.Matcher("__name__=h")]], TimestampMs.MinValue, TimestampMs.MaxValue)
            .Select(series => string.Join(' ', series.Exemplars.Select(exemplar =>
                $"h {series.Labels.Get("job")}:{exemplar.Value}"))),
    ];

    private static AppendOutcome Write(TimeSeriesStore store, long timeMs, NativeHistogram? histogram)
    {
        using var appender = store.Appender();
        var series = appender.Resolve(Series);
        var outcome = histogram is null
            ? appender.Append(series, new TimestampMs(timeMs), timeMs)
            : appender.Append(series, new TimestampMs(timeMs), histogram);
        appender.Commit();
        return outcome;
    }

    private static List<string> Read(TimeSeriesStore store)
    {
        using var reader = store.Open(TimestampMs.MinValue, TimestampMs.MaxValue);
        using var columns = new SampleColumns();
        reader.Select([], CancellationToken.None).Single()
            .Read(TimestampMs.MinValue, TimestampMs.MaxValue, columns);
        return
        [
            .. Enumerable.Range(0, columns.Count).Select(index => Text((
                columns.TimestampsMs[index],
                columns.Values[index],
                columns.HasHistograms ? columns.Histograms[index] : null))),
        ];
    }

    private static string Text((long TimeMs, double Value, NativeHistogram? Histogram) sample) =>
        $"{sample.TimeMs}:{StoreFixture.Text(sample.Value)} " + sample.Histogram switch
        {
            IntegerHistogram whole =>
                $"i {whole.CounterResetHint} {whole.Schema} {whole.Count} {string.Join(',', whole.PositiveSpans)} "
                    + string.Join(',', whole.PositiveDeltas),
            FloatHistogram part =>
                $"f {part.CounterResetHint} {part.Schema} {part.Count} {string.Join(',', part.NegativeSpans)} "
                    + $"{string.Join(',', part.NegativeBuckets)} {string.Join(',', part.CustomValues)}",
            _ => "",
        };

    private static NativeHistogram Histogram(Random random)
    {
        var count = random.Next(4);
        var spans = count == 0 ? [] : new[] { new BucketSpan(random.Next(-5, 5), (uint)count) };
        return random.Next(2) == 0
            ? new IntegerHistogram
            {
                Schema = random.Next(-4, 9),
                CounterResetHint = (CounterResetHint)random.Next(4),
                Sum = random.Next(20) == 0 ? StaleMarker.Value : random.NextDouble(),
                Count = (ulong)random.Next(100),
                PositiveSpans = spans,
                PositiveDeltas = [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(-9, 9))],
            }
            : new FloatHistogram
            {
                Schema = NativeHistogram.CustomBucketsSchema,
                Sum = random.NextDouble(),
                Count = random.NextDouble(),
                NegativeSpans = spans,
                NegativeBuckets = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())],
                CustomValues = [1, 2.5],
            };
    }
}
