using Belfry.Query.Tests.Scripts;
using Xunit;

namespace Belfry.Query.Tests.Engine;

public sealed class ExtendedSelectorTests
{
    // A reset between 40 s and 50 s.
    private const string Load = "load 10s\n  m 1+1x4 1+1x5\n\n";

    [Theory]
    [InlineData("increase(m[20s] anchored)", "30s", "{} 2")]
    [InlineData("increase(m[20s] anchored)", "55s", "{} 2")]
    [InlineData("increase(m[1m] anchored)", "55s", "{} 5")]
    [InlineData("rate(m[20s] anchored)", "30s", "{} 0.1")]
    [InlineData("delta(m[20s] anchored)", "55s", "{} -3")]
    [InlineData("changes(m[20s] anchored)", "30s", "{} 2")]
    [InlineData("resets(m[20s] anchored)", "55s", "{} 1")]
    [InlineData("increase(m[20s] smoothed)", "35s", "{} 2")]
    [InlineData("increase(m[10s] smoothed)", "48s", "{} 1")]
    [InlineData("rate(m[20s] smoothed)", "35s", "{} 0.1")]
    [InlineData("delta(m[10s] smoothed)", "45s", "{} -1.5")]
    [InlineData("m smoothed", "15s", "m 2.5")]
    [InlineData("m smoothed", "45s", "m 3")]
    [InlineData("m smoothed", "102s", "m 6")]
    [InlineData("m smoothed offset 5s", "20s", "m 2.5")]
    public void The_ends_of_a_range_have_values_of_their_own(string query, string time, string expected) =>
        Script.Passes($"{Load}eval instant at {time} {query}\n  {expected}");

    [Theory]
    [InlineData("increase(m[20s] anchored)", "7m")]
    [InlineData("increase(n[5s] smoothed)", "5s")]
    [InlineData("changes(m[5s] anchored)", "105s")]
    [InlineData("n smoothed", "5s")]
    public void Without_a_sample_on_either_side_there_is_nothing(string query, string time) =>
        Script.Passes($"load 10s\n  m 1+1x10\n  n _ 1+1x10\n\neval instant at {time} {query}");

    [Theory]
    [InlineData(
        "deriv(m[1m] smoothed)",
        "smoothed modifier can only be used with: delta, increase, rate - not with deriv")]
    [InlineData(
        "absent_over_time(m[1m] anchored)",
        "anchored modifier can only be used with: changes, delta, increase, rate, resets - not with absent_over_time")]
    public void A_function_that_takes_none_is_refused(string query, string message) =>
        Script.Passes($"eval instant at 1m {query}\n  expect fail msg: {message}");

    [Fact]
    public void A_range_that_is_the_answer_gets_a_value_at_each_end() => Script.Passes(
        Load + "eval instant at 25s m[20s] smoothed\n  expect range vector from 5s to 25s step 5s\n  m 1.5 2 _ 3 3.5");
}
