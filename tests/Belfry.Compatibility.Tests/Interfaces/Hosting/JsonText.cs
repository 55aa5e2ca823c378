using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>JSON in a form in which equal values are equal texts: members sorted, no white space, no idle zeros.</summary>
internal static class JsonText
{
    internal static string Of(JsonElement element) => Of(JsonNode.Parse(element.GetRawText()));

    internal static string Of(string text) => Of(JsonNode.Parse(text));

    private static string Of(JsonNode? node) => Sorted(node)?.ToJsonString() ?? "null";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => JsonValue.Create(Number(number)),
        _ => node?.DeepClone(),
    };

    // 123.400 is 123.4: dividing drops the zeros at the end.
    private static decimal Number(JsonValue number) =>
        decimal.Parse(number.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
            / 1.0000000000000000000000000000m;
}
