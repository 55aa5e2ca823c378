using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces.Endpoints;

/// <summary>A target that declares families, each once.</summary>
internal sealed record MetadataTarget(string Job, string Address, IReadOnlyList<JsonElement> Families)
{
    /// <summary>The targets for what the row says of one: as many as it declares one family.</summary>
    internal static IEnumerable<MetadataTarget> Of(JsonElement cell)
    {
        var job = cell.FindText("identifier")!;
        return cell.GetProperty("metadata").EnumerateArray()
            .GroupBy(family => family.FindText("MetricFamily"))
            .SelectMany(family => family.Select((one, place) => (one, place)))
            .GroupBy(family => family.place, family => family.one)
            .Select(place => new MetadataTarget(job, $"{job}-{place.Key}:8080", [.. place]));
    }
}
