using Belfry.Configuration.Binding;
using Belfry.Configuration.Http;
using Belfry.Configuration.Shapes;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Prometheus;

/// <summary>Reads <c>alerting</c>.</summary>
internal sealed class AlertingReader(Reading reading, NameValidationScheme scheme, LoaderOptions options)
{
    internal AlertingConfig Read(MappingReader mapping)
    {
        var config = new AlertingConfig
        {
            AlertRelabelConfigs = RelabelReader.ReadList(
                mapping, "alert_relabel_configs", "empty or null alert relabeling rule", scheme),
            Alertmanagers = mapping.List("alertmanagers", "config.AlertmanagerConfigs", ReadAlertmanagers),
        };
        mapping.Close();
        return config;
    }

    private AlertmanagersConfig? ReadAlertmanagers(YamlNode node)
    {
        if (node.IsNull)
        {
            reading.Error(
                node.Location, "empty or null section in alertmanagers", "write `static_configs`, or remove the dash");
            return null;
        }

        var mapping = new MappingReader(reading, node, "config.plain", "alertmanagers");
        var relabelling = RelabelReader.ReadList(
            mapping, "relabel_configs", "empty or null Alertmanager target relabeling rule", scheme);
        var config = new AlertmanagersConfig
        {
            Scheme = mapping.Text("scheme", "http"),
            PathPrefix = mapping.Text("path_prefix"),
            Timeout = mapping.Duration("timeout", TimeSpan.FromSeconds(10)),
            HttpClient = HttpClientReader.ReadInlined(mapping),
            RelabelConfigs = relabelling,
            AlertRelabelConfigs = RelabelReader.ReadList(
                mapping, "alert_relabel_configs", "empty or null Alertmanager alert relabeling rule", scheme),
            StaticConfigs = DiscoveryReader.ReadStatic(mapping, relabelling.Count > 0),
            FileSdConfigs = DiscoveryReader.ReadFiles(mapping),
            OtherDiscovery = DiscoveryReader.CheckOthers(mapping, options),
            Location = node.Location,
        };
        var version = mapping.Text("api_version", "v2");
        if (version != "v2")
        {
            mapping.Error(
                "api_version", $"expected Alertmanager api version to be one of [v2] but got {version}",
                "remove the line");
        }

        CheckSigV4(mapping, config.HttpClient);
        mapping.Close();
        return config;
    }

    private void CheckSigV4(MappingReader mapping, HttpClientConfig client)
    {
        if (mapping.Take("sigv4") is not { } node)
        {
            return;
        }

        new ShapeReader(reading, PrometheusShapes.Table).Check(node, "sigv4", "sigv4");
        reading.NotDone(node.Location, "sigv4");
        if (HttpClientReader.IsAuthenticated(client))
        {
            mapping.Error("sigv4", "at most one of basic_auth, authorization, oauth2, & sigv4 must be configured");
        }
    }
}
