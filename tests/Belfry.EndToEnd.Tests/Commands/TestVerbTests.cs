using Xunit;

namespace Belfry.EndToEnd.Tests.Commands;

public sealed class TestVerbTests : IDisposable
{
    private const string Good = "load 1m\n  m 0+1x5\n\neval instant at 2m m\n  m 2\n";

    private readonly string folder = Directory.CreateTempSubdirectory("belfry-test-").FullName;

    [Fact]
    public async Task A_script_that_passes_is_a_line()
    {
        var path = await WriteAsync("good.test", Good);

        var verb = (await Verb.RunAsync("test", "promql", path)).Ended(0);

        Assert.Equal($"{path}: 1 of 1 evals pass\n", verb.Output);
        Assert.Equal("", verb.Errors);
    }

    [Fact]
    public async Task One_failure_in_any_file_is_told_and_makes_the_exit_code()
    {
        var wrong = Good.Replace("m 2\n", "m 3\n", StringComparison.Ordinal);
        var bad = await WriteAsync("bad.test", wrong + "\neval instant at 0 1\n  1\n");
        var broken = await WriteAsync("broken.test", "evil\n");
        var good = await WriteAsync("good.test", Good);

        var verb = (await Verb.RunAsync("test", "promql", bad, broken, good, "nothing.test")).Ended(1);

        Assert.Equal(
            $"{bad}: 1 of 2 evals pass\n{broken}: 0 of 0 evals pass\n{good}: 1 of 1 evals pass\n", verb.Output);
        Assert.Equal(
            $"{bad}: line 4: m: expected 3, got {{__name__=\"m\"}} 2\n{broken}: line 1: invalid command \"evil\"\n"
            + "belfry: error: nothing.test: no such file or directory\n",
            verb.Errors);
    }

    [Fact]
    public async Task Without_files_there_is_nothing_to_test()
    {
        var verb = (await Verb.RunAsync("test", "promql")).Ended(1);

        Assert.Equal("belfry: error: the argument FILES is missing: The scripts.\n", verb.Errors);
    }

    [Fact]
    public async Task A_query_is_checked_without_a_server()
    {
        var odd = (await Verb.RunAsync("check", "promql", "rate(sum(x_total)[5m:1m])")).Ended(0);
        var wrong = (await Verb.RunAsync("check", "promql", "rate(x_total)")).Ended(1);

        Assert.StartsWith(
            "rate(sum(x_total)[5m:1m])\n1:1: `rate` of a `sum`: when one series is reset", odd.Output,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "belfry: error: 1:6: parse error: expected type range vector", wrong.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<string> WriteAsync(string name, string script)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, script, TestContext.Current.CancellationToken);
        return path;
    }
}
