using System.Text;
using System.Text.Json;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Server.Logging;
using Belfry.Server.Queries;
using Belfry.Testing.Disk;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Belfry.Server.Tests.Queries;

public sealed class ActiveQueryFileTests : IDisposable
{
    private readonly MemoryDirectory folder = new();
    private readonly StringWriter log = new() { NewLine = "\n" };

    public void Dispose() => log.Dispose();

    [Fact]
    public void A_query_stands_in_the_file_as_long_as_it_runs()
    {
        using var active = Begin(2);

        using (active.Began(Query("up")))
        using (active.Began(Query("sum(\"x\")")))
        {
            Assert.Equal(["up", "sum(\"x\")"], Queries());
            Assert.Equal(1 + (2 * ActiveQueryFile.SlotBytes), Bytes().Length);
            Assert.Null(active.Began(Query("one too many")));
        }

        Assert.Equal("[", Text());
        using var again = active.Began(Query("after"));
        Assert.Equal(["after"], Queries());
    }

    [Fact]
    public void What_ran_when_the_process_died_is_told_at_the_next_start()
    {
        var active = Begin(2);
        active.Began(Query("slow"));

        using var next = Begin(2);

        Assert.Contains("msg=\"queries did not finish in the last run\"", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("slow", log.ToString(), StringComparison.Ordinal);
        Assert.Equal("[", Text());
    }

    [Fact]
    public void After_an_orderly_end_there_is_nothing_to_tell()
    {
        using (var active = Begin(2))
        {
            active.Began(Query("quick"))!.Dispose();
        }

        using var next = Begin(2);

        Assert.Equal("", log.ToString());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\"")]
    [InlineData("é")]
    [InlineData("\ud83d\ude00")]
    public void A_long_query_is_cut_to_its_slot(string unit)
    {
        using var active = Begin(1);

        using var turn = active.Began(Query(string.Concat(Enumerable.Repeat(unit, 5000))));

        Assert.True(Assert.Single(Queries()).Length > 50);
        Assert.Equal(1 + ActiveQueryFile.SlotBytes, Bytes().Length);
    }

    [Fact]
    public void A_file_of_rubbish_is_told_and_replaced()
    {
        using (var file = folder.Create(ActiveQueryFile.FileName))
        {
            file.Write(0, Encoding.UTF8.GetBytes("rubbish\n\0\u0001"));
        }

        using var active = Begin(1);

        Assert.Contains("rubbish", log.ToString(), StringComparison.Ordinal);
        Assert.Equal("[", Text());
    }

    private static QueryRequest Query(string expression) => QueryRequest.Instant(expression, new TimestampMs(0));

    private ActiveQueryFile Begin(int concurrencyMax)
    {
        var provider = new LineLoggerProvider(log, LineFormat.Logfmt, LogLevel.Information, new ManualClock());
        return ActiveQueryFile.Begin(folder, concurrencyMax, new ManualClock(), provider.CreateLogger("Belfry.Test"));
    }

    private byte[] Bytes()
    {
        using var file = folder.Open(ActiveQueryFile.FileName, writable: false);
        var bytes = new byte[file.LengthBytes];
        Assert.Equal(bytes.Length, file.Read(0, bytes));
        return bytes;
    }

    private string Text() => Encoding.UTF8.GetString([.. Bytes().Where(value => value != 0)]);

    private List<string> Queries()
    {
        using var entries = JsonDocument.Parse(Text().TrimEnd(',') + "]");
        return entries.RootElement.EnumerateArray()
            .Select(entry => entry.GetProperty("query").GetString()!).ToList();
    }
}
