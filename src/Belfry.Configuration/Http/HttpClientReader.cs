using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Http;

/// <summary>
/// Reads the HTTP client's keys wherever the originals inline them, with the checks and messages of prometheus/common.
/// </summary>
internal static class HttpClientReader
{
    /// <summary>Reads an <c>http_config</c> section.</summary>
    internal static HttpClientConfig Read(Reading reading, YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "config.plain", "http_config");
        var config = ReadInlined(mapping);
        mapping.Close();
        return config;
    }

    /// <summary>Reads the keys that stand among those of another section.</summary>
    internal static HttpClientConfig ReadInlined(MappingReader mapping)
    {
        var bearer = new BearerKeys(mapping);
        var basic = mapping.Take("basic_auth") is { } basicNode ? ReadBasicAuth(mapping.Reading, basicNode) : null;
        var authorization = mapping.Take("authorization") is { } node ? ReadAuthorization(mapping.Reading, node) : null;
        var oauth2 = mapping.Take("oauth2") is { } oauthNode ? OAuth2Reader.Read(mapping.Reading, oauthNode) : null;
        CheckCombination(mapping, bearer, basic, authorization, oauth2);
        return new HttpClientConfig
        {
            BasicAuth = basic,
            Authorization = authorization ?? bearer.ToAuthorization(),
            OAuth2 = oauth2,
            Tls = TlsReader.Read(mapping, "tls_config"),
            Proxy = ProxyReader.ReadInlined(mapping),
            FollowRedirects = mapping.Flag("follow_redirects", absent: true),
            EnableHttp2 = mapping.Flag("enable_http2", absent: true),
            HttpHeaders = HttpHeaderReader.Read(mapping, "http_headers", areReservedAllowed: false),
        };
    }

    /// <summary>True when the section says how to authenticate.</summary>
    internal static bool IsAuthenticated(HttpClientConfig config) =>
        config.BasicAuth is not null || config.Authorization is not null || config.OAuth2 is not null;

    private static void CheckCombination(
        MappingReader mapping, BearerKeys bearer, BasicAuthConfig? basic, AuthorizationConfig? authorization,
        OAuth2Config? oauth2)
    {
        if (bearer.HasToken && bearer.HasFile)
        {
            mapping.Error("bearer_token_file", "at most one of bearer_token & bearer_token_file must be configured");
        }

        if ((basic is not null || oauth2 is not null) && (bearer.HasToken || bearer.HasFile))
        {
            mapping.Error(
                bearer.HasToken ? "bearer_token" : "bearer_token_file",
                "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured");
        }

        if (authorization is not null && (bearer.HasToken || bearer.HasFile))
        {
            mapping.Error("authorization", "authorization is not compatible with bearer_token & bearer_token_file");
        }

        if (new object?[] { basic, authorization, oauth2 }.Count(part => part is not null) > 1)
        {
            var key = authorization is not null ? "authorization" : "oauth2";
            mapping.Error(key, "at most one of basic_auth, oauth2 & authorization must be configured");
        }
    }

    private static BasicAuthConfig ReadBasicAuth(Reading reading, YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "config.BasicAuth", "basic_auth");
        var config = new BasicAuthConfig
        {
            Username = mapping.Text("username"),
            UsernameFile = mapping.FilePath("username_file"),
            Password = mapping.Secret("password"),
            PasswordFile = mapping.FilePath("password_file"),
        };
        SecretReference.AtMostOne(
            mapping, "at most one of basic_auth username, username_file & username_ref must be configured",
            "username", "username_file", "username_ref");
        SecretReference.AtMostOne(
            mapping, "at most one of basic_auth password, password_file & password_ref must be configured",
            "password", "password_file", "password_ref");
        mapping.Close();
        return config;
    }

    private static AuthorizationConfig ReadAuthorization(Reading reading, YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "config.Authorization", "authorization");
        var type = mapping.Text("type").Trim();
        if (type.Equals("basic", StringComparison.OrdinalIgnoreCase))
        {
            mapping.Error("type", "authorization type cannot be set to \"basic\", use \"basic_auth\" instead");
        }

        var config = new AuthorizationConfig
        {
            Type = type.Length == 0 ? "Bearer" : type,
            Credentials = mapping.Secret("credentials"),
            CredentialsFile = mapping.FilePath("credentials_file"),
        };
        SecretReference.AtMostOne(
            mapping, "at most one of authorization credentials & credentials_file must be configured",
            "credentials", "credentials_file", "credentials_ref");
        mapping.Close();
        return config;
    }

    /// <summary>The two keys that came before <c>authorization</c>.</summary>
    private sealed class BearerKeys
    {
        private readonly Secret? token;
        private readonly string file;

        internal BearerKeys(MappingReader mapping)
        {
            token = mapping.Secret("bearer_token");
            file = mapping.FilePath("bearer_token_file");
        }

        internal bool HasToken => token is not null;

        internal bool HasFile => file.Length > 0;

        internal AuthorizationConfig? ToAuthorization() =>
            HasToken || HasFile ? new AuthorizationConfig { Credentials = token, CredentialsFile = file } : null;
    }
}
