using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Http;

/// <summary>Writes an HTTP client's settings among the keys of another section, in the originals' order.</summary>
internal static class HttpClientYaml
{
    internal static void Write(YamlMap map, HttpClientConfig config, bool areSecretsShown)
    {
        if (config.BasicAuth is { } basic)
        {
            map.Add("basic_auth", new YamlMap()
                .AddUnlessEmpty("username", basic.Username)
                .AddUnlessEmpty("username_file", basic.UsernameFile)
                .AddUnlessEmpty("password", Shown(basic.Password, areSecretsShown))
                .AddUnlessEmpty("password_file", basic.PasswordFile));
        }

        if (config.Authorization is { } authorization)
        {
            map.Add("authorization", new YamlMap()
                .AddUnlessEmpty("type", authorization.Type)
                .AddUnlessEmpty("credentials", Shown(authorization.Credentials, areSecretsShown))
                .AddUnlessEmpty("credentials_file", authorization.CredentialsFile));
        }

        if (config.OAuth2 is { } oauth2)
        {
            map.Add("oauth2", WriteOAuth2(oauth2, areSecretsShown));
        }

        map.AddUnlessEmpty("tls_config", WriteTls(config.Tls, areSecretsShown));
        map.Add("follow_redirects", config.FollowRedirects);
        map.Add("enable_http2", config.EnableHttp2);
        WriteProxy(map, config.Proxy, areSecretsShown);
        map.AddUnlessEmpty("http_headers", WriteHeaders(config.HttpHeaders, areSecretsShown));
    }

    internal static string Shown(Secret? secret, bool areSecretsShown) =>
        secret is null ? "" : areSecretsShown ? secret.Reveal() : Secret.Hidden;

    private static YamlMap WriteOAuth2(OAuth2Config config, bool areSecretsShown)
    {
        var map = new YamlMap()
            .Add("client_id", config.ClientId)
            .AddUnlessEmpty("client_secret", Shown(config.ClientSecret, areSecretsShown))
            .AddUnlessEmpty("client_secret_file", config.ClientSecretFile)
            .AddUnlessEmpty("scopes", config.Scopes)
            .Add("token_url", config.TokenUrl);
        var parameters = new YamlMap();
        foreach (var parameter in config.EndpointParams)
        {
            parameters.Add(parameter.Name, parameter.Text);
        }

        map.AddUnlessEmpty("endpoint_params", parameters);
        map.AddUnlessEmpty("tls_config", WriteTls(config.Tls, areSecretsShown));
        WriteProxy(map, config.Proxy, areSecretsShown);
        return map;
    }

    private static YamlMap WriteTls(TlsConfig config, bool areSecretsShown)
    {
        if (config == new TlsConfig())
        {
            return new YamlMap();
        }

        return new YamlMap()
            .AddUnlessEmpty("ca", config.Ca)
            .AddUnlessEmpty("cert", config.Cert)
            .AddUnlessEmpty("key", Shown(config.Key, areSecretsShown))
            .AddUnlessEmpty("ca_file", config.CaFile)
            .AddUnlessEmpty("cert_file", config.CertFile)
            .AddUnlessEmpty("key_file", config.KeyFile)
            .AddUnlessEmpty("server_name", config.ServerName)
            .Add("insecure_skip_verify", config.InsecureSkipVerify)
            .AddUnlessEmpty("min_version", VersionName(config.MinVersion))
            .AddUnlessEmpty("max_version", VersionName(config.MaxVersion));
    }

    private static string VersionName(TlsVersion version) =>
        version == TlsVersion.Unspecified ? "" : version.ToString().ToUpperInvariant();

    private static void WriteProxy(YamlMap map, ProxyConfig config, bool areSecretsShown)
    {
        var url = config.Url?.OriginalString ?? "";
        map.AddUnlessEmpty("proxy_url", areSecretsShown ? url : YamlRedaction.WithoutPassword(url));
        map.AddUnlessEmpty("no_proxy", config.NoProxy);
        map.AddUnlessFalse("proxy_from_environment", config.FromEnvironment);
        var headers = new YamlMap();
        foreach (var header in config.ConnectHeaders)
        {
            headers.AddUnlessEmpty(header.Name, header.Secrets.Select(secret => Shown(secret, areSecretsShown)));
        }

        map.AddUnlessEmpty("proxy_connect_header", headers);
    }

    private static YamlMap WriteHeaders(IReadOnlyList<HttpHeaderConfig> headers, bool areSecretsShown)
    {
        var map = new YamlMap();
        foreach (var header in headers)
        {
            map.Add(header.Name, new YamlMap()
                .AddUnlessEmpty("values", header.Values)
                .AddUnlessEmpty("secrets", header.Secrets.Select(secret => Shown(secret, areSecretsShown)))
                .AddUnlessEmpty("files", header.Files));
        }

        return map;
    }
}
