using System.Globalization;
using System.Text;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.Commands;

public sealed class TsdbVerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("belfry-tsdb-").FullName;

    private string Input => Path.Combine(folder, "samples.txt");

    private string Own => Path.Combine(folder, "own");

    private string Theirs => Path.Combine(folder, "theirs");

    [Fact]
    public async Task Blocks_from_OpenMetrics_are_listed_dumped_and_verified()
    {
        await File.WriteAllTextAsync(
            Input,
            "# TYPE up gauge\nup{job=\"a\"} 1 7199\nup{job=\"a\"} 0.5 7200.5\nup{job=\"b\"} 1e6 7300\n# EOF\n",
            TestContext.Current.CancellationToken);

        var made = (await Verb.RunAsync("tsdb", "create-blocks-from", "openmetrics", Input, Own)).Ended(0);
        var rows = made.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith(
            "BLOCK ULID                  MIN TIME     MAX TIME     DURATION     NUM SAMPLES  ",
            rows[0],
            StringComparison.Ordinal);
        Assert.Matches(
            "^01[0-9A-Z]{24}  0            7200000      2h0m0s       1            1            1            [0-9]+$",
            rows[1]);
        Assert.Equal(3, rows.Length);

        var listed = (await Verb.RunAsync("tsdb", "list", Own)).Ended(0);
        Assert.Equal(made.Output, listed.Output);
        var dumped = (await Verb.RunAsync("tsdb", "dump", Own)).Ended(0);
        Assert.Equal(
            """
            {__name__="up", job="a"} 1 7199000
            {__name__="up", job="a"} 0.5 7200500
            {__name__="up", job="b"} 1e+06 7300000

            """,
            dumped.Output);
        var open = (await Verb.RunAsync(
            "tsdb", "dump-openmetrics", "--match=up{job=\"a\"}", "--min-time=7200000", Own)).Ended(0);
        Assert.Equal("up{job=\"a\"} 0.5 7200.500\n# EOF\n", open.Output);
        (await Verb.RunAsync("verify", Own)).Ended(0);
        var json = (await Verb.RunAsync("tsdb", "dump", "--format=seriesjson", Own)).Ended(0);
        Assert.Equal("{\"__name__\":\"up\",\"job\":\"a\"}\n{\"__name__\":\"up\",\"job\":\"b\"}\n", json.Output);

        using var server = new BelfryServer(Own, []);
        await server.StartAsync();
        var answer = await server.ApiAsync("query?query=up&time=7301");
        Assert.Contains("1000000", answer.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("in use", (await Verb.RunAsync("tsdb", "list", Own)).Ended(1).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promtool_and_Belfry_print_the_same_of_the_same_samples()
    {
        var promtool = Peer.Promtool;
        await File.WriteAllTextAsync(Input, ManySamples(), TestContext.Current.CancellationToken);
        (await Verb.RunAsync("tsdb", "create-blocks-from", "openmetrics", "-q", Input, Own)).Ended(0);
        await RunAsync(promtool, "tsdb", "create-blocks-from", "openmetrics", "-q", Input, Theirs);

        // Promtool 2.42 wants a log to dump anything.
        Directory.CreateDirectory(Path.Combine(Theirs, "wal"));
        var own = (await Verb.RunAsync("tsdb", "dump", Own)).Ended(0).Output;
        Assert.Equal(await RunAsync(promtool, "tsdb", "dump", Theirs), own);
        Assert.Equal(
            Comparable(await RunAsync(promtool, "tsdb", "analyze", Theirs)),
            Comparable((await Verb.RunAsync("tsdb", "analyze", Own)).Ended(0).Output));
        Assert.Equal(
            Columns(await RunAsync(promtool, "tsdb", "list", Theirs)),
            Columns((await Verb.RunAsync("tsdb", "list", Own)).Ended(0).Output));
    }

    [Theory]
    [InlineData("which verb?")]
    [InlineData("unknown verb `nothing`", "nothing")]
    [InlineData("the argument FILE is missing", "create-blocks-from", "openmetrics")]
    [InlineData("there is no file `/no/such`", "create-blocks-from", "openmetrics", "/no/such")]
    [InlineData("there is no folder `/no/such`", "list", "/no/such")]
    [InlineData("`/` is no data folder", "dump", "/")]
    [InlineData("flag `--min-time`: `x` is no time", "dump", "--min-time=x", "/")]
    [InlineData("flag `--match`: 1:2: parse error", "dump", "--match={", "/")]
    [InlineData("flag `--format`: `xml` is none of prom, seriesjson", "dump", "--format=xml")]
    public async Task A_command_that_cannot_be_done_says_why(string expected, params string[] arguments)
    {
        var ended = (await Verb.RunAsync(["tsdb", .. arguments])).Ended(1);

        Assert.Contains($"belfry: error: {expected}", ended.Errors, StringComparison.Ordinal);
        Assert.Equal("", ended.Output);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Three blocks, series that come and go, so that no two of a list's counts decide its order by chance alone.
    private static string ManySamples()
    {
        var text = new StringBuilder("# TYPE requests gauge\n");
        for (var series = 0; series < 40; series++)
        {
            for (var step = 0; step < 200 - (series * 4); step++)
            {
                text.Append(CultureInfo.InvariantCulture, $"requests{{path=\"/{series % 8}\",instance=\"{series}\"}} ");
                text.Append(CultureInfo.InvariantCulture, $"{(step * series) + 0.25} {7_000 + (step * 60)}\n");
            }
        }

        return text.Append("# EOF\n").ToString();
    }

    // Equal counts may come in any order: each list's lines are sorted, and cut lists keep only their counts.
    private static string Comparable(string analysis) => string.Join('\n', analysis.Split("\n\n").Select(part =>
    {
        // Promtool 2.42 says `Series`, later ones and Belfry `Total Series`.
        var lines = part.Replace("Total Series", "Series", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("Block ID", StringComparison.Ordinal)
                && !line.StartsWith("Duration", StringComparison.Ordinal)).ToList();
        if (lines[0].EndsWith("involved in churning:", StringComparison.Ordinal))
        {
            // Promtool's blocks end with their last sample, ours span the whole range.
            return lines[0];
        }

        return lines.Count > 20
            ? string.Join('\n', lines.Select(line => line.Split(' ')[0]))
            : string.Join('\n', lines.Order(StringComparer.Ordinal));
    }));

    // Name and size are the program's own, and so is how far a block reaches.
    private static List<string> Columns(string list) =>
    [
        .. list.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(row => string.Join(
                ' ',
                row.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[4..^1])),
    ];

    private static async Task<string> RunAsync(string program, params string[] arguments) =>
        (await Verb.OfAsync(program, arguments)).Ended(0).Output;
}
