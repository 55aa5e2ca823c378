using Xunit;

namespace Belfry.Query.Tests.Scripts;

public sealed class PromQLScriptTests
{
    private const string Load = "load 1m\n  m{a=\"1\"} 0+10x5\n  m{a=\"2\"} 5 _ 7 stale 1x2\n\n";

    [Theory]
    [InlineData("eval instant at 2m m\n  m{a=\"1\"} 20\n  m{a=\"2\"} 7")]
    [InlineData("eval instant at 3m m\n  m{a=\"1\"} 30")]
    [InlineData("eval instant at 0 sum(m)\n  {} 5")]
    [InlineData("eval instant at 1m 3\n  3")]
    [InlineData("eval instant at 1m 255\n  0xff")]
    [InlineData("eval instant at 1m (\"a b\")\n  expect string \"a b\"")]
    [InlineData("eval range from 0 to 4m step 2m m\n  m{a=\"1\"} 0 20 40\n  m{a=\"2\"} 5 7 1")]
    [InlineData("eval instant at 2m m{a=\"1\"}[2m]\n  expect range vector from 1m to 2m step 1m\n  m{a=\"1\"} 10 20")]
    [InlineData("eval instant at 2m sort(m)\n  expect ordered\n  m{a=\"2\"} 7\n  m{a=\"1\"} 20")]
    [InlineData("eval_fail instant at 2m ceil({__name__=~\"m|n\"} * on () group_left m)")]
    [InlineData("eval instant at 2m m + on () m\n  expect fail regex: many-to-many.*not allowed")]
    [InlineData(
        "eval instant at 2m rate(m{a=\"1\"}[2m])\n  expect info\n  expect no_warn\n  {a=\"1\"} 0.16666666666666666")]
    public void What_a_script_expects_passes(string eval) => Script.Passes(Load + eval);

    [Theory]
    [InlineData("eval instant at 2m m\n  m{a=\"1\"} 20", "unexpected {__name__=\"m\", a=\"2\"} 7")]
    [InlineData(
        "eval instant at 2m m\n  m{a=\"1\"} 21\n  m{a=\"2\"} 7",
        "expected 21, got {__name__=\"m\", a=\"1\"} 20")]
    [InlineData("eval instant at 2m m{a=\"1\"}\n  m{a=\"1\"} {{}}", "expected {{}}, got {__name__=\"m\", a=\"1\"} 20")]
    [InlineData("eval instant at 2m n\n  n 1", "expected 1 series, got nothing")]
    [InlineData("eval instant at 2m sort(m)\n  expect ordered\n  m{a=\"1\"} 20\n  m{a=\"2\"} 7", "expected at place 2")]
    [InlineData("eval instant at 1m 3\n  2", "expected 2, got 3")]
    [InlineData("eval instant at 1m 3\n  {} 3", "got 3")]
    [InlineData("eval instant at 1m vector(3)\n  3", "expected a scalar, got {} 3")]
    [InlineData("eval instant at 1m (\"a\")\n  expect string \"b\"", "expected b, got a")]
    [InlineData("eval_fail instant at 1m m", "expected to fail, got")]
    [InlineData("eval instant at 1m m + on () m\n  expect fail msg: no", "failed with found duplicate series")]
    [InlineData(
        "eval instant at 2m rate(m{a=\"1\"}[2m])\n  expect no_info\n  {a=\"1\"} 0.16666666666666666",
        "unexpected info")]
    [InlineData("eval instant at 2m m{a=\"1\"}\n  expect warn\n  m{a=\"1\"} 20", "missing warn, got []")]
    [InlineData("eval range from 0 to 4m step 2m m{a=\"1\"}\n  m{a=\"1\"} 0 20", "expected [0 20], got")]
    [InlineData("eval range from 0 to 4m step 2m m{a=\"1\"}\n  m{a=\"1\"} 0 20 40 60", "more values expected")]
    [InlineData("eval range from 0 to 4m step 2m n\n  n 0", "missing {__name__=\"n\"}")]
    public void What_comes_out_otherwise_is_a_failure_with_its_line(string eval, string complaint)
    {
        var report = Script.Run(Load + eval);

        Assert.Equal((0, 1), (report.Passed, report.Total));
        var failure = Assert.Single(report.Failures);
        Assert.StartsWith("line 5: ", failure, StringComparison.Ordinal);
        Assert.Contains(complaint, failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lod 5m", "line 1: invalid command \"lod 5m\"")]
    [InlineData("load 5", "line 1: not a valid duration string: \"5\"")]
    [InlineData("eval instant at x m", "line 1: not a valid duration string")]
    [InlineData("eval instant at 1m sum(", "line 1: sum(: 1:5: parse error: unclosed left parenthesis")]
    [InlineData("eval range from 2m to 1m step 1m m", "line 1: the end of a range is before its start")]
    [InlineData("eval instant at 1m m\n  m 1 2", "line 2: expecting multiple values in instant evaluation not allowed")]
    [InlineData("eval instant at 1m m\n  expect nothing", "line 2: invalid expect statement")]
    [InlineData("eval instant at 1m m\n  expect warn\n  expect no_warn", "line 3: invalid expect lines, warn and")]
    [InlineData("eval instant at 1m m\n  expect fail\n  expect fail", "line 3: invalid expect lines, multiple")]
    [InlineData("eval instant at 1m m\n  expect fail regex: [", "line 2: invalid regexp `[`")]
    [InlineData("eval range from 0 to 1m step 1m m\n  expect ordered", "line 2: a range query has no order")]
    [InlineData("load 1m\n  m 1 x", "line 2: x: not a value")]
    [InlineData("load 1m\n  m{a!=\"b\"} 1", "line 2: m{a!=\"b\"}: not a label set")]
    [InlineData("load 1m\n  m@st -1m\n  n 1", "line 3: start timestamps of {__name__=\"m\"} before samples")]
    [InlineData("load 1m\n  m@st -1m -1m\n  m 1", "line 3: 2 start timestamps for 1 samples")]
    public void A_script_that_cannot_be_read_says_where_and_why(string script, string complaint)
    {
        var report = Script.Run(script);

        Assert.Equal((0, 0), (report.Passed, report.Total));
        Assert.StartsWith(complaint, Assert.Single(report.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "load 1m\n  m 1 2 3\n\nload 1m\n  m 1\n\neval instant at 0 1\n  1",
        "line 4: load: {__name__=\"m\"}: out of order")]
    [InlineData(
        "load 1m\n  m 1\n\nload 1m\n  m 2\n\neval instant at 0 1\n  1",
        "line 4: load: {__name__=\"m\"}: duplicate")]
    [InlineData(
        "load_with_nhcb 1m\n  m_bucket{le=\"1\"} 2\n  m_bucket{le=\"+Inf\"} 1",
        "line 1: load: {__name__=\"m\"} at 0 ms")]
    public void Data_that_a_head_refuses_ends_the_script(string script, string complaint)
    {
        var report = Script.Run(script);

        Assert.Equal(0, report.Passed);
        Assert.StartsWith(complaint, report.Failures[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Clear_drops_all_data() => Script.Passes(Load + "clear\n\neval instant at 2m m");

    [Fact]
    public void Names_go_at_once_when_asked_to()
    {
        const string Twins = "load 1m\n  m 1\n  n 2\n\neval instant at 0 {__name__=~\"m|n\"} * 1 > 5\n  expect fail";

        Assert.True(Script.Run(Twins, delayedNameRemoval: false).IsPassed);
        Assert.False(Script.Run(Twins, delayedNameRemoval: true).IsPassed);
    }
}
