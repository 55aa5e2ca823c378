using Belfry.Configuration.Binding;
using Belfry.Configuration.Http;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads <c>webhook_configs</c>.</summary>
internal static class WebhookReader
{
    internal static WebhookConfig Read(Reading reading, YamlNode node, GlobalDefaults defaults)
    {
        var mapping = new MappingReader(reading, node, "webhook.plain", "webhook_configs");
        var config = new WebhookConfig
        {
            SendResolved = mapping.Flag("send_resolved", absent: true),
            HttpClient = mapping.Take("http_config") is { } http ? HttpClientReader.Read(reading, http)
                : defaults.HttpClient,
            Url = ReadUrl(mapping),
            UrlFile = mapping.FilePath("url_file"),
            MaxAlerts = (ulong)mapping.Integer("max_alerts", "uint64", 0, long.MaxValue),
            Timeout = mapping.Take("timeout") is { } timeout ? ValueReader.GoDuration(reading, timeout) ?? default
                : default,
            Payload = mapping.Take("payload") is { } payload ? TemplateTreeReader.Read(reading, payload) : null,
            Location = node.Location,
        };
        mapping.Close();
        var hasUrl = mapping.Text("url").Length > 0;
        if (!hasUrl && config.UrlFile.Length == 0)
        {
            reading.Error(node.Location, "one of url or url_file must be configured", "write `url: https://…`");
        }

        if (hasUrl && config.UrlFile.Length > 0)
        {
            mapping.Error("url_file", "at most one of url & url_file must be configured");
        }

        return config;
    }

    // A URL with templates is only known when it is expanded.
    private static Secret? ReadUrl(MappingReader mapping) => mapping.Text("url") is var text
        && text.Contains("{{", StringComparison.Ordinal) ? new Secret(text) : UrlReader.ReadSecret(mapping, "url");
}
