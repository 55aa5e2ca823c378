using Belfry.Configuration.Binding;

namespace Belfry.Configuration.Http;

/// <summary>Reads the proxy's keys, which always stand among those of another section.</summary>
internal static class ProxyReader
{
    internal static ProxyConfig ReadInlined(MappingReader mapping)
    {
        var config = new ProxyConfig
        {
            Url = mapping.TextOrNull("proxy_url") is { Length: > 0 } ? mapping.Url("proxy_url") : null,
            NoProxy = mapping.Text("no_proxy"),
            FromEnvironment = mapping.Flag("proxy_from_environment"),
            ConnectHeaders = HttpHeaderReader.ReadConnectHeaders(mapping, "proxy_connect_header"),
        };
        if (config.ConnectHeaders.Count > 0 && !config.FromEnvironment && config.Url is null)
        {
            mapping.Error(
                "proxy_connect_header",
                "if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured");
        }

        if (config.FromEnvironment && config.Url is not null)
        {
            mapping.Error(
                "proxy_from_environment", "if proxy_from_environment is configured, proxy_url must not be configured");
        }

        if (config.FromEnvironment && config.NoProxy.Length > 0)
        {
            mapping.Error("no_proxy", "if proxy_from_environment is configured, no_proxy must not be configured");
        }
        else if (config.Url is null && config.NoProxy.Length > 0)
        {
            mapping.Error("no_proxy", "if no_proxy is configured, proxy_url must also be configured");
        }

        return config;
    }
}
