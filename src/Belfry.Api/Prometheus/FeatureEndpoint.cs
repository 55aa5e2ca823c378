using System.Text.Json;
using Belfry.Alerting.Templates.Prometheus;
using Belfry.Api.Hosting;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Api.Prometheus;

/// <summary>
/// <c>features</c>: what clients may rely on, by Prometheus's names. What Prometheus has and Belfry has not is there
/// with <c>false</c>.
/// </summary>
internal sealed class FeatureEndpoint(IServerControl server, IQueryEngine engine)
{
    // Of Prometheus's discoveries; a job with any other loads and finds nothing.
    private static readonly string[] Discoveries =
    [
        "aws", "azure", "consul", "digitalocean", "dns", "docker", "dockerswarm", "ec2", "ecs", "elasticache", "eureka",
        "file", "gce", "hetzner", "http", "ionos", "kubernetes", "kuma", "lightsail", "linode", "marathon", "msk",
        "nerve", "nomad", "oci", "openstack", "outscale", "ovhcloud", "puppetdb", "rds", "scaleway", "serverset",
        "stackit", "static", "triton", "uyuni", "vultr",
    ];

    private static readonly string[] DoneOfApi =
    [
        "exclude_alerts", "label_values_match", "query_stats", "query_warnings", "time_range_labels",
        "time_range_series",
    ];

    private static readonly string[] MissingOfApi =
    [
        "openapi_3.1", "openapi_3.2", "otlp_write_receiver", "search", "search_fuzz_alg_jarowinkler",
        "search_fuzz_alg_subsequence",
    ];

    private static readonly string[] DoneOfLanguage =
        ["at_modifier", "duration_expr", "negative_offset", "per_query_lookback_delta", "subqueries"];

    internal void Map(ApiRoutes routes) => routes.MapGet("features", _ => ApiAnswer.Json(Write));

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Write(json, "api", Api());
        Write(json, "otlp_receiver", [Off("delta_conversion"), Off("native_delta_ingestion")]);
        Write(
            json,
            "prometheus",
            [Off("agent_mode"), Off("auto_reload_config"), On("server_mode"), Off("stringlabels")]);
        Write(json, "promql", Language());
        Write(json, "promql_functions", LanguageParts.Functions(engine.Features));
        Write(json, "promql_operators", LanguageParts.Operators(engine.Features));
        Write(json, "rules", [Off("concurrent_rule_eval"), On("keep_firing_for"), On("query_offset")]);
        Write(json, "scrape", [
            On("extra_scrape_metrics"), Off("start_timestamp_zero_ingestion"), Flag("type_and_unit_labels"),
        ]);
        Write(json, "service_discovery_providers", Discoveries.Select(
            name => KeyValuePair.Create(name, name is "file" or "static")));
        Write(json, "templating_functions", RuleTemplates.FunctionNames.Select(On));
        Write(json, "tsdb", [
            Off("delayed_compaction"), Flag("exemplar_storage"), Off("histograms_st_encoding"), On("isolation"),
            On("native_histograms"), Off("st_storage"), Off("use_uncached_io"), Off("xor2_encoding"),
        ]);
        Write(json, "ui", [Off("ui_v2"), Off("ui_v3")]);
        json.WriteEndObject();
    }

    private IEnumerable<KeyValuePair<string, bool>> Api() =>
    [
        KeyValuePair.Create("admin", server.IsAdminEnabled),
        KeyValuePair.Create("lifecycle", server.IsLifecycleEnabled),
        KeyValuePair.Create("remote_write_receiver", server.IsRemoteWriteEnabled),
        .. DoneOfApi.Select(On),
        .. MissingOfApi.Select(Off),
    ];

    private IEnumerable<KeyValuePair<string, bool>> Language() =>
    [
        .. LanguageParts.Keywords(engine.Features),
        .. DoneOfLanguage.Select(On),
        Flag("delayed_name_removal", "promql-delayed-name-removal"),
        Flag("per_step_stats", "promql-per-step-stats"),
        Flag("type_and_unit_labels"),
    ];

    private KeyValuePair<string, bool> Flag(string name, string? flag = null) =>
        KeyValuePair.Create(name, server.EnabledFeatures.Contains(flag ?? name.Replace('_', '-')));

    private static KeyValuePair<string, bool> On(string name) => KeyValuePair.Create(name, true);

    private static KeyValuePair<string, bool> Off(string name) => KeyValuePair.Create(name, false);

    private static void Write(Utf8JsonWriter json, string category, IEnumerable<KeyValuePair<string, bool>> features)
    {
        json.WriteStartObject(category);
        foreach (var (name, isOn) in features.OrderBy(feature => feature.Key, StringComparer.Ordinal))
        {
            json.WriteBoolean(name, isOn);
        }

        json.WriteEndObject();
    }
}
