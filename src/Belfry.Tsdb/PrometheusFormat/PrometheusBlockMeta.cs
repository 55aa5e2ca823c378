using System.Text.Json;
using Belfry.Platform.Disk;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>What a block of Prometheus says about itself in <c>meta.json</c>. Immutable.</summary>
/// <param name="Id">Its name, a ULID.</param>
/// <param name="MinTimeMs">The first time it may have samples of.</param>
/// <param name="EndTimeMs">The first time behind it.</param>
/// <param name="HasIndexVersion1">
/// False when its index is of version 2 whatever its byte says: Prometheus 2.1.0 wrote the version into the wrong file.
/// </param>
/// <param name="IsDeletable">Whether it only waits to be deleted.</param>
/// <param name="IsInOrder">Whether it was cut from the head, so that the log has nothing to add to its range.</param>
/// <param name="Parents">The blocks that it replaces.</param>
internal sealed record PrometheusBlockMeta(
    string Id,
    long MinTimeMs,
    long EndTimeMs,
    bool HasIndexVersion1,
    bool IsDeletable,
    bool IsInOrder,
    IReadOnlyList<string> Parents)
{
    private const int SizeBytesMax = 64 << 20;

    private static readonly string[] PartialHints = ["from-out-of-order", "from-stale-series", "from-selected-series"];

    /// <summary>Reads it; null, with the damage told, when it is none.</summary>
    internal static PrometheusBlockMeta? TryRead(StoreDirectory block, string path, DamageList damages)
    {
        path = $"{path}/{PrometheusFiles.MetaName}";
        using var file = PrometheusFiles.TryMap(block, PrometheusFiles.MetaName, path, damages);
        if (file is null)
        {
            return null;
        }

        if (file.LengthBytes > SizeBytesMax)
        {
            damages.Add(path, -1, "the file is too large; the block was left out");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(file.Slice(0, (int)file.LengthBytes).ToArray());
            return Read(document.RootElement);
        }
        catch (Exception failure) when (failure
            is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            damages.Add(path, -1, $"the block was left out: {failure.Message}");
            return null;
        }
    }

    private static PrometheusBlockMeta Read(JsonElement root)
    {
        var version = root.GetProperty("version").GetInt32();
        if (version is not (1 or 2))
        {
            throw new FormatException($"the version {version} is not known");
        }

        var compaction = root.GetProperty("compaction");
        return new PrometheusBlockMeta(
            root.GetProperty("ulid").GetString() ?? "",
            root.GetProperty("minTime").GetInt64(),
            root.GetProperty("maxTime").GetInt64(),
            version == 1,
            compaction.TryGetProperty("deletable", out var deletable) && deletable.GetBoolean(),
            !Elements(compaction, "hints").Any(hint => PartialHints.Contains(hint.GetString())),
            [.. Elements(compaction, "parents").Select(parent => parent.GetProperty("ulid").GetString() ?? "")]);
    }

    private static IEnumerable<JsonElement> Elements(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : Enumerable.Empty<JsonElement>();
}
