using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;
using Xunit;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class ScrapeAllocationTests
{
    [Fact]
    public void A_scrape_with_the_same_lines_allocates_nothing_per_sample()
    {
        var text = string.Concat(Enumerable.Range(0, 2_000).Select(number =>
            (number % 10 == 0 ? $"# HELP m{number} help\n# TYPE m{number} histogram\n" : "")
            + $"m{number}_bucket{{path=\"/{number}\",le=\"0.5\"}} {number * 1.25e3}\n"));
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var rig = new IntakeRig(null, ("job", "j"), ("instance", "i"));
        using var appender = new NullAppender();
        for (var scrape = 1; scrape < 40; scrape++)
        {
            Assert.Null(rig.Append(bytes, appender, scrape));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var scrape = 100; scrape < 110; scrape++)
        {
            rig.Append(bytes, appender, scrape);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(49 * 2_000, appender.Count);
    }

    private sealed class NullAppender : ISampleAppender
    {
        internal long Count { get; private set; }

        public SeriesRef Resolve(ReadOnlySpan<byte> canonicalLabels, ulong hash) => new(hash | 1);

        public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, double value)
        {
            Count++;
            return AppendOutcome.Appended;
        }

        public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, NativeHistogram histogram) =>
            AppendOutcome.LimitReached;

        public AppendOutcome AppendExemplar(SeriesRef series, Exemplar exemplar) => AppendOutcome.LimitReached;

        public void Commit()
        {
        }

        public void Dispose()
        {
        }
    }
}
