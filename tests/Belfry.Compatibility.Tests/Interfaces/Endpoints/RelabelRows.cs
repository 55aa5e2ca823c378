using System.Text.Json;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces.Endpoints;

/// <summary>Rows that ask what relabelling does with a target: the row's own steps are those of the job.</summary>
internal static class RelabelRows
{
    internal static string? Check(JsonElement row)
    {
        var expected = row.GetProperty("response").GetProperty("Steps").EnumerateArray().ToList();
        var host = new ApiHost(EngineTable.Load("load 1m\n  up 1"), new HostSettings());
        try
        {
            host.Apply(Yaml(Parameters.Of(row, "query").First(one => one.Name == "scrapePool").Value, expected));
            var answer = EndpointsSuite.Ask(host, row);
            return answer.Status != 200 ? answer.Body : CaseTable.Difference(
                Lines(expected, "Rule", "Action", "Output", "Keep"),
                Lines(answer.Data.GetProperty("steps").EnumerateArray(), "rule", "action", "output", "keep"));
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static string Lines(
        IEnumerable<JsonElement> steps, string rule, string action, string output, string keep) => string.Join('\n', steps
        .Select(step => string.Join(
            ' ',
            step.GetProperty(rule).FindText(action),
            JsonText.Of(step.GetProperty(output)),
            step.GetProperty(keep).GetRawText())));

    private static string Yaml(string job, IEnumerable<JsonElement> steps) =>
        $"scrape_configs:\n- job_name: {job}\n  relabel_configs:\n"
        + string.Concat(steps.Select(step => Yaml(step.GetProperty("Rule"))));

    private static string Yaml(JsonElement rule) =>
        $"  - action: {rule.FindText("Action")}\n"
        + Line("source_labels", rule.Find("SourceLabels")?.GetRawText())
        + Line("regex", rule.Find("Regex")?.GetRawText())
        + Line("target_label", rule.FindText("TargetLabel"))
        + Line("replacement", rule.FindText("Replacement"));

    private static string Line(string name, string? value) => value is null ? "" : $"    {name}: {value}\n";
}
