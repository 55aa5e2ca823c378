using Belfry.Query.Tests.Scripts;
using Xunit;

namespace Belfry.Query.Tests.Engine;

public sealed class InfoTests
{
    private const string Load = """
        load 1m
          m{instance="a", job="1"} 1 2 3
          m{instance="b", job="1"} 4 5 6
          n{job="1"} 7 8 9
          target_info{instance="a", job="1", os="x", instance_type="big"} 1 1 1
          build_info{instance="a", job="1", v="1"} 1 stale _
          build_info{instance="a", job="1", v="2"} _ 1 1


        """;

    [Theory]
    [InlineData(
        "info(m)",
        "m{instance=\"a\", job=\"1\", os=\"x\", instance_type=\"big\"} 1 2 3\n  m{instance=\"b\", job=\"1\"} 4 5 6")]
    [InlineData("info(m, {os=~\".+\"})", "m{instance=\"a\", job=\"1\", os=\"x\"} 1 2 3")]
    [InlineData("info(m, {os=\"y\"})", "")]
    [InlineData(
        "info(m, {__name__=\"build_info\", v=~\".+\"})",
        "m{instance=\"a\", job=\"1\", v=\"1\"} 1 _ _\n  m{instance=\"a\", job=\"1\", v=\"2\"} _ 2 3")]
    [InlineData(
        "info(m offset 1m, {__name__=\"build_info\", v=~\".+\"})",
        "m{instance=\"a\", job=\"1\", v=\"1\"} _ 1 _\n  m{instance=\"a\", job=\"1\", v=\"2\"} _ _ 2")]
    [InlineData("info(m @ 0, {__name__=\"build_info\", v=~\".+\"})", "m{instance=\"a\", job=\"1\", v=\"1\"} 1 1 1")]
    [InlineData("info(n)", "n{job=\"1\"} 7 8 9")]
    [InlineData("info(target_info)", "target_info{instance=\"a\", job=\"1\", os=\"x\", instance_type=\"big\"} 1 1 1")]
    [InlineData("info(sum by (instance, job) (m), {os=~\".+\"})", "{instance=\"a\", job=\"1\", os=\"x\"} 1 2 3")]
    public void Series_get_the_labels_that_are_current_at_each_step(string query, string expected) =>
        Script.Passes($"{Load}eval range from 0 to 2m step 1m {query}\n  {expected}");

    [Theory]
    [InlineData(
        "h{job=\"1\", instance=\"a\"} {{}}",
        "h",
        "this should be an info metric, with float samples: {__name__=\"h\", instance=\"a\", job=\"1\"}")]
    [InlineData("a_info{job=\"1\", instance=\"a\", os=\"y\"} 1", "(target|a)_info", "conflicting label: os")]
    [InlineData(
        "target_info{job=\"1\", instance=\"a\", os=\"y\"} 1",
        "target_info",
        "found duplicate series for info metric: existing {__name__=\"target_info\", instance=\"a\", "
            + "instance_type=\"big\", job=\"1\", os=\"x\"} @ 0, new {__name__=\"target_info\", instance=\"a\", "
            + "job=\"1\", os=\"y\"} @ 0")]
    public void Infos_that_contradict_each_other_fail_the_query(string series, string name, string message) =>
        Script.Passes($"{Load.TrimEnd()}\n  {series}\n\neval instant at 0 info(m, {{__name__=~\"{name}\"}})\n"
            + $"  expect fail msg: {message}");
}
