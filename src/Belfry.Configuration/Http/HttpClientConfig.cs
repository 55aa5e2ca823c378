namespace Belfry.Configuration.Http;

/// <summary>
/// How an HTTP client behaves. At most one of <see cref="BasicAuth"/>, <see cref="Authorization"/> and
/// <see cref="OAuth2"/> is set.
/// </summary>
public sealed record HttpClientConfig
{
    /// <summary>The user and password to show, or null.</summary>
    public BasicAuthConfig? BasicAuth { get; init; }

    /// <summary>The authorization header to send, or null.</summary>
    public AuthorizationConfig? Authorization { get; init; }

    /// <summary>The client credentials to fetch tokens with, or null.</summary>
    public OAuth2Config? OAuth2 { get; init; }

    /// <summary>TLS towards the server.</summary>
    public TlsConfig Tls { get; init; } = new();

    /// <summary>The proxy towards the server.</summary>
    public ProxyConfig Proxy { get; init; } = new();

    /// <summary>True to follow redirects.</summary>
    public bool FollowRedirects { get; init; } = true;

    /// <summary>True to offer HTTP/2.</summary>
    public bool EnableHttp2 { get; init; } = true;

    /// <summary>Headers to add to every request, in the file's order.</summary>
    public IReadOnlyList<HttpHeaderConfig> HttpHeaders { get; init; } = [];
}
