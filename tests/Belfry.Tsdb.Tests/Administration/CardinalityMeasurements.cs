using System.Diagnostics;
using System.Globalization;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;
using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Tsdb.Tests.Administration;

/// <summary>Figures, not checks: what a look at a million series costs. Run as <see cref="Measurements"/>
/// are.</summary>
public sealed class CardinalityMeasurements(ITestOutputHelper output)
{
    private const int SeriesCount = 1_000_000;

    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public void A_million_series(bool hasUniqueLabel)
    {
        using var store = StoreFixture.Open(new MemoryDirectory());
        Fill(store, hasUniqueLabel);
        var matcher = StoreFixture.Matcher("__name__=metric_7");
        var everything = StoreFixture.Matcher("job=node");
        Tell("status/tsdb", () => store.Statistics(10));
        Tell("cardinality of all", () => Ask(store));
        Tell("cardinality of 1,000 series", () => Ask(store, matcher));
        Tell("cardinality of 1,000,000 selected series", () => Ask(store, everything));

        void Tell(string what, Action work)
        {
            work();
            var best = Enumerable.Range(0, 5).Min(_ =>
            {
                var started = Stopwatch.GetTimestamp();
                work();
                return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            });
            var text = string.Create(
                CultureInfo.InvariantCulture, $"{what}, unique label {hasUniqueLabel}: {best:F1} ms");
            output.WriteLine(text);
        }
    }

    private static void Fill(TimeSeriesStore store, bool hasUniqueLabel)
    {
        var builder = new LabelsBuilder();
        using var appender = store.Appender();
        for (var number = 0; number < SeriesCount; number++)
        {
            builder.Clear();
            builder.Set("__name__", $"metric_{number % 1000}");
            builder.Set("instance", $"host-{number / 1000}.example:9100");
            builder.Set("job", "node");
            builder.Set("path", $"/p{number % 50}");
            builder.Set("zone", $"z{number / 1000 % 3}");
            if (hasUniqueLabel)
            {
                builder.Set("id", $"container-{number:x8}");
            }

            var labels = builder.ToLabels();
            appender.Append(appender.Resolve(labels), new TimestampMs(1000), number);
            if (number % 10_000 == 9_999)
            {
                appender.Commit();
            }
        }
    }

    private static void Ask(TimeSeriesStore store, params LabelMatcher[] matchers) =>
        store.Cardinality(
            new CardinalityQuery { AnyOf = matchers.Length == 0 ? [] : [matchers], Label = "path", Limit = 10 },
            CancellationToken.None);
}
