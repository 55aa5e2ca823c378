using System.Globalization;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Html;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Prometheus;

/// <summary>
/// The functions of Prometheus's rule and console templates. Source: the template reference of Prometheus's
/// documentation.
/// </summary>
internal static class PrometheusFunctions
{
    private const string QueryResultType = "template.queryResult";

    /// <summary>The functions of rule templates; executions need a <see cref="PrometheusHost"/>.</summary>
    public static FunctionTable ForRules { get; } = new(Create());

    /// <summary>The names of the functions of rule templates, without Go's own.</summary>
    public static IEnumerable<string> OwnNames => Create().Select(function => function.Key);

    /// <summary>The functions of console pages, which also have <c>tmpl</c>.</summary>
    public static FunctionTable ForConsoles { get; } = new(
    [
        .. Create(),
        KeyValuePair.Create("tmpl", TemplateFunction.Of(
            call => new TextValue(call.Execution.ExpandDefinition(call.Text(0), call[1]), TextValue.HtmlType),
            ParameterType.Text, ParameterType.Any)),
    ]);

    private static IReadOnlyList<KeyValuePair<string, TemplateFunction>> Create()
    {
        var sample = ParameterType.Named(QuerySampleValue.Type);
        var result = ParameterType.Named(QueryResultType);
        return
        [
            .. TextFunctions.Shared,
            OfHost("now", host => TemplateValue.Of(host.Time.Value / 1000.0)),
            OfHost("externalURL", host => TemplateValue.Of(host.ExternalUrl)),
            OfHost("pathPrefix", host => TemplateValue.Of(PathOf(host.ExternalUrl))),
            KeyValuePair.Create("query", TemplateFunction.Of(
                call => new ListValue(Host(call).Query(call.Text(0)), QueryResultType), ParameterType.Text)),
            TextFunctions.OfText("title", TextFunctions.Title),
            TextFunctions.OfText("stripPort", HostPort.StripPort),
            TextFunctions.OfText("stripDomain", HostPort.StripDomain),
            TextFunctions.OfText("graphLink", text => GraphLink(text, tab: 0)),
            TextFunctions.OfText("tableLink", text => GraphLink(text, tab: 1)),
            TextFunctions.OfText("urlQueryEscape", Escaping.UrlQuery),
            OfNumber("humanize", number => TemplateValue.Of(Humanize.Decimal(number))),
            OfNumber("humanize1024", number => TemplateValue.Of(Humanize.Bytes(number))),
            OfNumber("humanizeDuration", number => TemplateValue.Of(Humanize.Duration(number))),
            OfNumber("humanizePercentage", number => TemplateValue.Of(Humanize.Percentage(number))),
            OfNumber("humanizeTimestamp", number => TemplateValue.Of(Humanize.Timestamp(number))),
            OfNumber("toTime", Humanize.ToTime),
            OfNumber("toDuration", Humanize.ToDuration),
            KeyValuePair.Create("parseDuration", TemplateFunction.Of(ParseDuration, ParameterType.Text)),
            KeyValuePair.Create("args", TemplateFunction.Variadic(Args, ParameterType.Any)),
            KeyValuePair.Create("first", TemplateFunction.Of(First, result)),
            KeyValuePair.Create("value", TemplateFunction.Of(call => ((QuerySampleValue)call[0]).Value, sample)),
            KeyValuePair.Create("strvalue", TemplateFunction.Of(
                call => TemplateValue.Of(((QuerySampleValue)call[0]).Label("__value__")), sample)),
            KeyValuePair.Create("label", TemplateFunction.Of(
                call => TemplateValue.Of(((QuerySampleValue)call[1]).Label(call.Text(0))), ParameterType.Text, sample)),
            KeyValuePair.Create("sortByLabel", TemplateFunction.Of(SortByLabel, ParameterType.Text, result)),
        ];
    }

    private static KeyValuePair<string, TemplateFunction> OfHost(
        string name, Func<PrometheusHost, TemplateValue> body) =>
        KeyValuePair.Create(name, TemplateFunction.Of(call => body(Host(call))));

    private static PrometheusHost Host(TemplateCall call) => call.Execution.Host as PrometheusHost
        ?? throw new TemplateFailureException("not available here");

    private static KeyValuePair<string, TemplateFunction> OfNumber(string name, Func<double, TemplateValue> body) =>
        KeyValuePair.Create(
            name, TemplateFunction.Of(call => body(NumberArgument.Convert(call[0])), ParameterType.Any));

    private static TemplateValue First(TemplateCall call) => ((ListValue)call[0]).Items is [var first, ..]
        ? first : throw new TemplateFailureException("first() called on vector with no elements");

    private static ListValue SortByLabel(TemplateCall call)
    {
        var name = call.Text(0);
        return new ListValue(
            [.. ((ListValue)call[1]).Items.OrderBy(item => ((QuerySampleValue)item).Label(name), Utf8Order.Comparer)],
            QueryResultType);
    }

    private static MapValue Args(TemplateCall call) => new(call.Arguments.Select((argument, index) =>
        KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"arg{index}"), argument)));

    private static TemplateValue ParseDuration(TemplateCall call)
    {
        var text = call.Text(0);
        var isNegative = text.StartsWith('-');
        return PrometheusDuration.TryParse(isNegative ? text.AsSpan(1) : text, out var duration, out var error)
            ? TemplateValue.Of(isNegative ? -duration.TotalSeconds : duration.TotalSeconds)
            : throw new TemplateFailureException(error);
    }

    private static string GraphLink(string expression, int tab) => string.Create(
        CultureInfo.InvariantCulture, $"/graph?g0.expr={Escaping.UrlQuery(expression)}&g0.tab={tab}");

    private static string PathOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var absolute)
        ? absolute.AbsolutePath is "/" && !url.EndsWith('/') ? "" : absolute.AbsolutePath
        : url;
}
