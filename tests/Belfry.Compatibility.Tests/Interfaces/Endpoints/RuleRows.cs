using System.Globalization;
using System.Text.Json;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces.Endpoints;

/// <summary>Rows that ask for rules and alerts: rules of the original's test, evaluated for real.</summary>
internal static class RuleRows
{
    private const string File = "/path/to/file";

    private const string Yaml = """
        groups:
        - name: grp
          interval: 1s
          rules:
          - {alert: test_metric3, expr: absent(test_metric3) != 1, for: 1s}
          - {alert: test_metric4, expr: up == 1, for: 1s}
          - {alert: test_metric5, expr: vector(1), for: 1h, labels: {name: tm5}}
          - {alert: test_metric6, expr: up == 1, for: 1s, labels: {testlabel: rule}}
          - {alert: test_metric7, expr: up == 1, for: 1s, labels: {templatedlabel: "{{ $externalURL }}"}}
          - {record: recording-rule-1, expr: vector(1)}
          - {record: recording-rule-2, expr: vector(1), labels: {testlabel: rule}}
        - name: grp2
          interval: 1s
          rules:
          - {alert: test_metric3, expr: absent(test_metric3) != 1, for: 1s}
        """;

    internal static string? Check(JsonElement row)
    {
        var host = new ApiHost(EngineTable.Load("load 1m\n  other 1"), new HostSettings());
        try
        {
            host.ApplyRules(File, Yaml);
            var answer = EndpointsSuite.Ask(host, row);
            if (row.FindText("errType") is { } type)
            {
                return CaseTable.Difference(type, answer.ErrorType);
            }

            if (answer.Status != 200)
            {
                return answer.Body;
            }

            return row.FindText("responseAsJSON") is { } json
                ? CaseTable.Difference(JsonText.Of(json), JsonText.Of(answer.Data))
                : Difference(row.GetProperty("response"), answer.Data);
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static string? Difference(JsonElement expected, JsonElement data) =>
        expected.Find("Alerts") is { } alerts
            ? CaseTable.Difference(
                Lines(alerts, "Labels", "Annotations", "State", "Value"),
                Lines(data.GetProperty("alerts"), "labels", "annotations", "state", "value"))
            : CaseTable.Difference(
                Groups(expected.GetProperty("RuleGroups"), name => name),
                Groups(data.GetProperty("groups"), name => char.ToLowerInvariant(name[0]) + name[1..]));

    private static string Groups(JsonElement groups, Func<string, string> nameOf) => string.Join('\n', groups
        .EnumerateArray()
        .Select(group => Fields(
                group, ["Name", "File", "Interval", "Limit"], nameOf)
            + "\n" + string.Join('\n', group.GetProperty(nameOf("Rules")).EnumerateArray().Select(rule => Fields(
                rule,
                ["Type", "Name", "Query", "Health", "State", "Duration", "Labels", "Annotations", "Alerts"],
                nameOf)))));

    private static string Lines(JsonElement list, params string[] fields) => string.Join(
        '\n', list.EnumerateArray().Select(item => Fields(item, fields, name => name)));

    private static string Fields(JsonElement item, IEnumerable<string> fields, Func<string, string> nameOf) =>
        string.Join(' ', fields.Select(field => item.Find(nameOf(field)) switch
        {
            null => "-",
            { ValueKind: JsonValueKind.Number } number => number.GetDouble().ToString(CultureInfo.InvariantCulture),
            { } other => JsonText.Of(other),
        }));
}
