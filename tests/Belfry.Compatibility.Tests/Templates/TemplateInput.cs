using System.Globalization;
using System.Text.Json;
using Belfry.Alerting.Rules.Evaluation;
using Belfry.Alerting.Templates.Alertmanager;
using Belfry.Alerting.Templates.Time;
using Belfry.Alerting.Templates.Values;
using Belfry.Compatibility.Tests.Histograms;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Query.Engine;

namespace Belfry.Compatibility.Tests.Templates;

/// <summary>Makes a template's data from a cell.</summary>
internal static class TemplateInput
{
    // JSON keeps no difference between an integer and a float that is whole, and none of the templates shows it.
    internal static TemplateValue Value(JsonElement? cell) => cell switch
    {
        null => TemplateValue.Missing,
        { ValueKind: JsonValueKind.String } text => Text(text.GetString()!),
        { ValueKind: JsonValueKind.Number } number =>
            number.TryGetInt64(out var whole) ? TemplateValue.Of(whole) : TemplateValue.Of(number.GetDouble()),
        { ValueKind: JsonValueKind.True or JsonValueKind.False } truth => TemplateValue.Of(truth.GetBoolean()),
        { ValueKind: JsonValueKind.Array } list => List(list),
        { } map when map.Find("now_plus_s") is not null =>
            TimeValue.From(Cell.Moment(map).ToDateTimeOffset()),
        { } map => Map(map),
    };

    /// <summary>The value of a sample: <c>F</c>, or the native histogram <c>H</c>, as rules give it to templates.</summary>
    internal static TemplateValue SampleValue(JsonElement cell) => cell.Find("H") is { } histogram
        ? Histogram(histogram)
        : TemplateValue.Of(cell.GetProperty("F").Number());

    /// <summary>A native histogram, as rules give it to templates.</summary>
    internal static TemplateValue Histogram(JsonElement cell) => RuleQueries.TemplateValueOf(
        new VectorSample(Belfry.Model.Labels.Empty, default, 0) { Histogram = cell.FloatHistogram() });

    private static TemplateValue Text(string text) => text switch
    {
        "$math.MaxUint64" => new UnsignedValue(ulong.MaxValue),
        "$math.MaxInt64" => TemplateValue.Of(long.MaxValue),
        "$math.MinInt64" => TemplateValue.Of(long.MinValue),
        [.., ']'] when text.Contains(" [", StringComparison.Ordinal) => Time(text),
        _ => TemplateValue.Of(text),
    };

    private static TimeValue Time(string text)
    {
        var parts = text.TrimEnd(']').Split(" [");
        var zone = TimeZoneInfo.FindSystemTimeZoneById(parts[1]);
        var local = DateTime.Parse(parts[0], CultureInfo.InvariantCulture, DateTimeStyles.None);
        return TimeValue.From(new DateTimeOffset(local, zone.GetUtcOffset(local))).In(zone);
    }

    // A list of texts joins as such; numbers of one list have one type.
    private static TemplateValue List(JsonElement list)
    {
        var items = list.EnumerateArray().ToList();
        if (items.Count > 0 && items.TrueForAll(item => item.ValueKind == JsonValueKind.String
            && !item.GetString()!.StartsWith('$')))
        {
            return TemplateValue.Of(items.Select(item => item.GetString()!));
        }

        var isFloat = items.TrueForAll(item => item.ValueKind == JsonValueKind.Number)
            && items.Exists(item => !item.TryGetInt64(out _));
        return new ListValue([.. items.Select(item =>
            isFloat ? TemplateValue.Of(item.GetDouble()) : Value(item))]);
    }

    private static MapValue Map(JsonElement map) => new(map.EnumerateObject().Select(field => KeyValuePair.Create(
        field.Name, field.Name switch
        {
            "GroupLabels" or "CommonLabels" or "CommonAnnotations" or "RouteLabels" or "Labels" or "Annotations" =>
                new KvValue(Pairs(field.Value)),
            "Alerts" => new AlertsValue([.. field.Value.EnumerateArray().Select(Alert)]),
            _ => Value(field.Value),
        })));

    private static AlertValue Alert(JsonElement cell) => AlertValue.Of(
        cell.FindText("Status") ?? "", PairsOrNull(cell.Find("Labels")), PairsOrNull(cell.Find("Annotations")));

    private static IEnumerable<KeyValuePair<string, string>>? PairsOrNull(JsonElement? cell) =>
        cell is { } map ? Pairs(map) : null;

    internal static IEnumerable<KeyValuePair<string, string>> Pairs(JsonElement map) =>
        map.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!));
}
