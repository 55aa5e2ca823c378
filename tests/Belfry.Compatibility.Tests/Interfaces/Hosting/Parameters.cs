using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>Reads cells that map names of parameters to lists of values.</summary>
internal static class Parameters
{
    internal static IReadOnlyList<(string Name, string Value)> Of(JsonElement row, string cell) =>
        row.Find(cell) is not { } map ? [] :
        [
            .. map.EnumerateObject().SelectMany(
                entry => entry.Value.EnumerateArray().Select(value => (entry.Name, Text(value)))),
        ];

    // The one call there is names a rule group.
    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : RuleToken.Of(value.GetProperty("args")[0].GetString()!, value.GetProperty("args")[1].GetString()!);
}
