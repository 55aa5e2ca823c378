using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Belfry.Api.Hosting;
using Belfry.Storage.Contracts;

namespace Belfry.Api.Prometheus;

/// <summary><c>status/*</c>.</summary>
internal sealed class StatusEndpoints(IServerControl server, IStoreAdministration store, TimeProvider clock)
{
    /// <summary>
    /// The Prometheus version whose API this is. Clients such as Grafana decide by it which endpoints they may use.
    /// </summary>
    private const string CompatibleVersion = "3.14.0";

    private const int StatisticsCountDefault = 10;
    private const int StatisticsCountMax = 10_000;

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
        var text = request.Parameters.Text("limit");
        var limit = StatisticsCountDefault;
        if (text.Length > 0
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, "limit must be a positive number");
        }

        if (limit > StatisticsCountMax)
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, $"limit must not exceed {StatisticsCountMax}");
        }

        var statistics = store.Statistics(limit);
        return ApiAnswer.Json(json => WriteTsdb(json, statistics));
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
        WriteCounts(json, "seriesCountByMetricName", statistics.SeriesCountByMetricName);
        WriteCounts(json, "labelValueCountByLabelName", statistics.ValueCountByLabelName);
        WriteCounts(json, "memoryInBytesByLabelName", statistics.BytesByLabelName);
        WriteCounts(json, "seriesCountByLabelValuePair", statistics.SeriesCountByLabelPair);
        json.WriteEndObject();
    }

    private static void WriteCounts(
        Utf8JsonWriter json, string member, IReadOnlyList<KeyValuePair<string, long>> counts)
    {
        json.WriteStartArray(member);
        foreach (var (name, value) in counts)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Rfc3339(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
