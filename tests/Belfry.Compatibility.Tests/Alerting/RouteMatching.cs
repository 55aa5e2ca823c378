using System.Globalization;
using System.Text.Json;
using Belfry.Alerting.Routing;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The routes that take an alert, with what they inherit.</summary>
internal abstract class RouteMatching : IConformanceSuite
{
    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        RouteTree? tree = null;
        return CaseTable.Run(
            path,
            cases =>
            {
                tree = RouteTexts.Tree(cases.GetProperty("route_yaml").GetString()!);
                return cases.GetProperty("cases").EnumerateArray();
            },
            row => Check(row, tree!));
    }

    private static string? Check(JsonElement row, RouteTree tree)
    {
        var matched = new List<Route>();
        tree.Match(row.GetProperty("input").Labels(), matched);
        if (row.Find("expectedRouteLabels") is { } labels)
        {
            return CaseTable.Difference(
                Show(Pairs(labels)),
                matched.Count == 1 ? Show(matched[0].Labels) : $"{matched.Count} routes");
        }

        return CaseTable.Difference(
                string.Join(" ; ", row.Texts("keys")), string.Join(" ; ", matched.Select(route => route.Key)))
            ?? CaseTable.Difference(
                string.Join(" ; ", row.GetProperty("result").EnumerateArray().Select(Expected)),
                string.Join(" ; ", matched.Select(Actual)));
    }

    private static string Expected(JsonElement options) => string.Join(
        ' ',
        options.GetProperty("Receiver").GetString(),
        options.GetProperty("GroupBy") is { ValueKind: JsonValueKind.Array } names
            ? string.Join(',', names.EnumerateArray().Select(name => name.GetString()).Order(StringComparer.Ordinal))
            : "",
        options.GetProperty("GroupByAll").GetBoolean(),
        Span(options.GetProperty("GroupWait"), TimeSpan.FromSeconds(30)),
        Span(options.GetProperty("GroupInterval"), TimeSpan.FromMinutes(5)),
        Span(options.GetProperty("RepeatInterval"), TimeSpan.FromHours(4)),
        options.GetProperty("Labels") is { ValueKind: JsonValueKind.Object } labels
            ? Show(Pairs(labels))
            : "");

    private static string Actual(Route route) => string.Join(
        ' ',
        route.Receiver,
        route.IsGroupedByAll ? "" : string.Join(
            ',', route.GroupBy.Select(System.Text.Encoding.UTF8.GetString).Order(StringComparer.Ordinal)),
        route.IsGroupedByAll,
        Span(route.GroupWait),
        Span(route.GroupInterval),
        Span(route.RepeatInterval),
        Show(route.Labels));

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonElement labels) =>
        labels.EnumerateObject().Select(label => KeyValuePair.Create(label.Name, label.Value.GetString()!));

    private static string Show(IEnumerable<KeyValuePair<string, string>> labels) => string.Join(
        ',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    private static string Span(JsonElement cell, TimeSpan inherited) =>
        Span(cell.ValueKind == JsonValueKind.String ? inherited : cell.Span());

    private static string Span(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);
}
