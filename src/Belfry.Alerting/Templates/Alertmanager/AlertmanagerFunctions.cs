using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Time;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Alertmanager;

/// <summary>
/// The functions of Alertmanager's notification templates. Source: the template reference of Alertmanager's
/// documentation.
/// </summary>
internal static class AlertmanagerFunctions
{
    /// <summary>The functions.</summary>
    /// <param name="clock">What <c>now</c> and <c>since</c> read.</param>
    public static FunctionTable Create(TimeProvider clock)
    {
        var time = ParameterType.Named(TimeValue.Type);
        return new FunctionTable(
        [
            .. TextFunctions.Shared,
            TextFunctions.OfText("title", TextFunctions.TitleCase),
            TextFunctions.OfText("trimSpace", text => text.Trim()),
            TextFunctions.OfText("urlUnescape", UrlUnescape),
            TextFunctions.OfText(
                "base64encode", text => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text))),
            TextFunctions.OfText("base64decode", Base64Decode),
            Function("safeUrl", call => new TextValue(call.Text(0), TextValue.UrlType), ParameterType.Text),
            Function("join", Join, ParameterType.Text, ParameterType.Texts),
            KeyValuePair.Create("stringSlice", TemplateFunction.Variadic(
                call => new ListValue(call.Arguments, ListValue.TextsType), ParameterType.Text)),
            Function("date", call => TemplateValue.Of(GoTimeLayout.Format((TimeValue)call[1], call.Text(0))),
                ParameterType.Text, time),
            Function("tz", call => ((TimeValue)call[1]).In(Zone(call.Text(0))), ParameterType.Text, time),
            Function("now", _ => TimeValue.From(clock.GetUtcNow())),
            Function("since",
                call => new DurationValue(TimeValue.From(clock.GetUtcNow()).Since((TimeValue)call[0])), time),
            Function("toDate", call => ToDate(call) ?? TimeValue.Zero, ParameterType.Text, ParameterType.Text),
            Function("mustToDate", call => ToDate(call) ?? throw CannotParse(call),
                ParameterType.Text, ParameterType.Text),
            Function("humanizeDuration",
                call => TemplateValue.Of(Humanize.Duration(NumberArgument.Convert(call[0]))), ParameterType.Any),
            Function("toJson", call => TemplateValue.Of(JsonText.Write(call[0])), ParameterType.Any),
            Function("routeLabels", RouteLabel, ParameterType.Text),
            KeyValuePair.Create("list", TemplateFunction.Variadic(
                call => new ListValue(call.Arguments), ParameterType.Any)),
            KeyValuePair.Create("append", TemplateFunction.Variadic(
                Append, ParameterType.AnyList, ParameterType.Any)),
            KeyValuePair.Create("dict", TemplateFunction.Variadic(Dict, ParameterType.Any)),
        ]);
    }

    private static KeyValuePair<string, TemplateFunction> Function(
        string name, Func<TemplateCall, TemplateValue> body, params ParameterType[] parameters) =>
        KeyValuePair.Create(name, TemplateFunction.Of(body, parameters));

    private static TemplateValue Join(TemplateCall call) => TemplateValue.Of(
        string.Join(call.Text(0), ((ListValue)call[1]).Items.Select(item => ((TextValue)item).Value)));

    private static ListValue Append(TemplateCall call) =>
        new([.. ((ListValue)call[0]).Items, .. call.Arguments.Skip(1)]);

    private static MapValue Dict(TemplateCall call)
    {
        if (call.Count % 2 != 0)
        {
            throw new TemplateFailureException("dict expects an even number of arguments");
        }

        return new MapValue(call.Arguments.Chunk(2).Select(pair => pair[0] is TextValue key
            ? KeyValuePair.Create(key.Value, pair[1])
            : throw new TemplateFailureException($"dict keys must be strings, got {pair[0].TypeName}")));
    }

    // The labels of a route are templates themselves, expanded with the same data when they are asked for.
    private static TemplateValue RouteLabel(TemplateCall call)
    {
        var name = call.Text(0);
        var isThere = call.Execution.Root.TryGetField("RouteLabels", out var labels)
            || (call.Execution.Root is MapValue root && (labels = root.Find("RouteLabels")) is not null);
        return isThere && labels is MapValue map && map.Find(name) is TextValue text
            ? TemplateValue.Of(call.Execution.ExpandInline(
                $"routeLabels {QuotedText.Quote(name)}", text.Value, call.Execution.Root))
            : TemplateValue.Of("");
    }

    private static string Base64Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? System.Text.Encoding.UTF8.GetString(bytes, 0, length)
            : throw new TemplateFailureException("illegal base64 data");
    }

    private static string UrlUnescape(string text)
    {
        for (var index = text.IndexOf('%', StringComparison.Ordinal); index >= 0; index = text.IndexOf('%', index + 1))
        {
            if (index + 2 >= text.Length
                || !char.IsAsciiHexDigit(text[index + 1]) || !char.IsAsciiHexDigit(text[index + 2]))
            {
                var shown = text.Substring(index, Math.Min(3, text.Length - index));
                throw new TemplateFailureException($"invalid URL escape {QuotedText.Quote(shown)}");
            }
        }

        return Uri.UnescapeDataString(text.Replace('+', ' '));
    }

    private static TimeZoneInfo Zone(string name)
    {
        if (name is "" or "UTC")
        {
            return TimeZoneInfo.Utc;
        }

        if (name == "Local")
        {
            return TimeZoneInfo.Local;
        }

        // Go knows zones by their names in the tz database only; "..", "/" and Windows' names are not among them.
        return !name.Contains("..", StringComparison.Ordinal) && !name.StartsWith('/')
            && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone : throw new TemplateFailureException($"unknown time zone {name}");
    }

    private static TimeValue? ToDate(TemplateCall call) =>
        GoTimeParser.Parse(call.Text(0), call.Text(1), TimeZoneInfo.Local);

    private static TemplateFailureException CannotParse(TemplateCall call) => new(
        $"parsing time {QuotedText.Quote(call.Text(1))} as {QuotedText.Quote(call.Text(0))}: cannot parse "
        + $"{QuotedText.Quote(call.Text(1))} as {QuotedText.Quote(call.Text(0))}");
}
