using Belfry.Testing.Disk;
using Xunit;

namespace Belfry.Tsdb.Tests.Reading;

/// <summary>Prometheus's meaning of matchers, the same from the head and from a block.</summary>
public sealed class MatcherTests
{
    private static readonly string[] All = ["n=1", "n=1,i=a", "n=1,i=b", "n=2", "n=2.5", "n=2,i=ab"];

    public static TheoryData<string, string> Cases => new()
    {
        { "", "n=1;i=a,n=1;i=ab,n=2;i=b,n=1;n=2;n=2.5" },
        { "n=1", "n=1;i=a,n=1;i=b,n=1" },
        { "n=1 i=a", "i=a,n=1" },
        { "n=1 i=missing", "" },
        { "missing=", "n=1;i=a,n=1;i=ab,n=2;i=b,n=1;n=2;n=2.5" },
        { "missing!=", "" },
        { "missing!=x", "n=1;i=a,n=1;i=ab,n=2;i=b,n=1;n=2;n=2.5" },
        { "i=", "n=1;n=2;n=2.5" },
        { "i!=", "i=a,n=1;i=ab,n=2;i=b,n=1" },
        { "n=1 i=", "n=1" },
        { "n=1 i!=", "i=a,n=1;i=b,n=1" },
        { "n!=1", "i=ab,n=2;n=2;n=2.5" },
        { "i!=a", "n=1;i=ab,n=2;i=b,n=1;n=2;n=2.5" },
        { "n=1 i!=a", "n=1;i=b,n=1" },
        { "n=~^1$", "n=1;i=a,n=1;i=b,n=1" },
        { "n=1 i=~^a$", "i=a,n=1" },
        { "n=1 i=~^a?$", "n=1;i=a,n=1" },
        { "i=~^$", "n=1;n=2;n=2.5" },
        { "n=1 i=~^.*$", "n=1;i=a,n=1;i=b,n=1" },
        { "n=1 i=~.+", "i=a,n=1;i=b,n=1" },
        { "i=~a|b", "i=a,n=1;i=b,n=1" },
        { "i=~a|", "n=1;i=a,n=1;n=2;n=2.5" },
        { "i=~a.*", "i=a,n=1;i=ab,n=2" },
        { "n!~^1$", "i=ab,n=2;n=2;n=2.5" },
        { "n=1 i!~^a$", "n=1;i=b,n=1" },
        { "n=1 i!~^a?$", "i=b,n=1" },
        { "i!~a|b", "n=1;i=ab,n=2;n=2;n=2.5" },
        { "i!~", "i=a,n=1;i=ab,n=2;i=b,n=1" },
        { "n=1 i!~^.*$", "" },
        { "n=1 i!~.+", "n=1" },
        { "n=1 i!=b i=~^(b|a).*$", "i=a,n=1" },
        { "n=~(1|2) i!~ab?", "n=1;i=b,n=1;n=2" },
        { "n=~2[.]?5?", "i=ab,n=2;n=2;n=2.5" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_selection_is_Prometheuss(string matchers, string expected)
    {
        var disk = new MemoryDirectory();
        using var store = Filled(disk);
        var texts = matchers.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var wanted = expected.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => StoreFixture.Series(text)).Order().Select(labels => labels + " 1:1").ToList();

        Assert.Equal(wanted, store.Dump(0, 100, texts));

        using var blocks = FromBlocks(store, disk);
        Assert.Equal(wanted, blocks.Dump(0, 100, texts));
    }

    [Theory]
    [InlineData("", "i,n", "1,2,2.5")]
    [InlineData("i!=", "i,n", "1,2")]
    [InlineData("i=", "n", "1,2,2.5")]
    [InlineData("i=b", "i,n", "1")]
    [InlineData("n=7", "", "")]
    public void Label_names_and_values_are_those_of_matching_series(string matcher, string names, string valuesOfN)
    {
        var disk = new MemoryDirectory();
        using var store = Filled(disk);
        using var blocks = FromBlocks(store, disk);
        foreach (var source in new[] { store, blocks })
        {
            using var reader = source.Open(new(0), new(100));
            Belfry.Model.Matching.LabelMatcher[] matchers = matcher.Length == 0 ? [] : [StoreFixture.Matcher(matcher)];

            Assert.Equal(names, string.Join(',', reader.LabelNames(matchers, CancellationToken.None)));
            Assert.Equal(valuesOfN, string.Join(',', reader.LabelValues("n", matchers, CancellationToken.None)));
            Assert.Empty(reader.LabelValues("missing", matchers, CancellationToken.None));
        }
    }

    private static TimeSeriesStore Filled(MemoryDirectory disk)
    {
        var store = StoreFixture.Open(disk);
        using var appender = store.Appender();
        foreach (var series in All)
        {
            appender.Append(StoreFixture.Series(series), 1, 1);
        }

        appender.Commit();
        return store;
    }

    /// <summary>A store that has the same samples in a block only.</summary>
    private static TimeSeriesStore FromBlocks(TimeSeriesStore store, MemoryDirectory disk)
    {
        var name = store.Snapshot(skipHead: false);
        return StoreFixture.Open(disk.Subdirectory("snapshots").Subdirectory(name));
    }
}
