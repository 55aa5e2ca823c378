using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Belfry.Api.Hosting;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;

namespace Belfry.Api.Prometheus;

/// <summary><c>status/*</c>.</summary>
internal sealed class StatusEndpoints(IServerControl server, IStoreAdministration store, TimeProvider clock)
{
    /// <summary>
    /// The Prometheus version whose API this is. Clients such as Grafana decide by it which endpoints they may use.
    /// </summary>
    private const string CompatibleVersion = "3.14.0";

    internal void Map(ApiRoutes routes)
    {
        routes.MapGet("status/config", _ => ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("yaml", server.ConfigurationYaml);
            json.WriteEndObject();
        }));
        routes.MapGet("status/flags", _ => ApiAnswer.Json(WriteFlags));
        routes.MapGet("status/runtimeinfo", _ => ApiAnswer.Json(WriteRuntime));
        routes.MapGet("status/buildinfo", _ => ApiAnswer.Json(WriteBuild));
        ReplayEndpoint.Map(routes, server);
        routes.MapGet("status/tsdb", Tsdb);
        routes.MapGet("status/tsdb/blocks", Blocks);
    }

    private void WriteFlags(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, value) in server.Flags.OrderBy(flag => flag.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private void WriteRuntime(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("startTime", Rfc3339(server.StartedAt));
        json.WriteString("CWD", Environment.CurrentDirectory);
        json.WriteString("hostname", Environment.MachineName);
        json.WriteString("serverTime", Rfc3339(clock.GetUtcNow()));
        json.WriteBoolean("reloadConfigSuccess", server.IsLastReloadSuccessful);
        json.WriteString("lastConfigTime", Rfc3339(server.ConfigurationLoadedAt));
        json.WriteNumber("corruptionCount", 0);
        json.WriteNumber("goroutineCount", System.Threading.ThreadPool.ThreadCount);
        json.WriteNumber("GOMAXPROCS", Environment.ProcessorCount);
        json.WriteNumber("GOMEMLIMIT", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        json.WriteString("GOGC", "");
        json.WriteString("GODEBUG", "");
        json.WriteString("storageRetention", server.StorageRetention);
        json.WriteEndObject();
    }

    private void WriteBuild(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("version", CompatibleVersion);
        json.WriteString("revision", "");
        json.WriteString("branch", "");
        json.WriteString("buildUser", "");
        json.WriteString("buildDate", "");
        json.WriteString("goVersion", RuntimeInformation.FrameworkDescription);
        json.WriteString("belfryVersion", server.Version);
        json.WriteEndObject();
    }

    private ApiAnswer Tsdb(ApiRequest request)
    {
        if (!CardinalityEndpoint.TryLimit(request.Parameters.Text("limit"), out var limit, out var problem))
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, problem);
        }

        var statistics = store.Statistics(limit);
        return ApiAnswer.Json(json => WriteTsdb(json, statistics));
    }

    private ApiAnswer Blocks(ApiRequest request)
    {
        var blocks = store.Blocks();
        return ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("blocks");
            foreach (var block in blocks)
            {
                WriteBlock(json, block);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    // As a meta.json of Prometheus.
    private static void WriteBlock(Utf8JsonWriter json, BlockManifest block)
    {
        json.WriteStartObject();
        json.WriteString("ulid", block.Id.ToString());
        json.WriteNumber("minTime", block.MinTime.Value);
        json.WriteNumber("maxTime", block.MaxTime.Value);
        json.WriteStartObject("stats");
        json.WriteNumber("numSamples", block.SampleCount);
        json.WriteNumber("numSeries", block.SeriesCount);
        json.WriteNumber("numChunks", block.ChunkCount);
        json.WriteEndObject();
        json.WriteStartObject("compaction");
        json.WriteNumber("level", block.Level);
        json.WriteStartArray("sources");
        foreach (var source in block.Sources)
        {
            json.WriteStringValue(source.ToString());
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteNumber("version", 1);
        json.WriteEndObject();
    }

    private static void WriteTsdb(Utf8JsonWriter json, HeadStatistics statistics)
    {
        json.WriteStartObject();
        json.WriteStartObject("headStats");
        json.WriteNumber("numSeries", statistics.SeriesCount);
        json.WriteNumber("numLabelPairs", statistics.LabelPairCount);
        json.WriteNumber("chunkCount", statistics.ChunkCount);
        json.WriteNumber("minTime", statistics.From?.Value ?? long.MaxValue);
        json.WriteNumber("maxTime", statistics.Through?.Value ?? long.MinValue);
        json.WriteEndObject();
        CardinalityEndpoint.WriteCounts(json, "seriesCountByMetricName", statistics.SeriesCountByMetricName);
        CardinalityEndpoint.WriteCounts(json, "labelValueCountByLabelName", statistics.ValueCountByLabelName);
        CardinalityEndpoint.WriteCounts(json, "memoryInBytesByLabelName", statistics.BytesByLabelName);
        CardinalityEndpoint.WriteCounts(json, "seriesCountByLabelValuePair", statistics.SeriesCountByLabelPair);
        json.WriteEndObject();
    }

    private static string Rfc3339(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
