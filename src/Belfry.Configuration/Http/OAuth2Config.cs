namespace Belfry.Configuration.Http;

/// <summary>OAuth 2.0 client credentials, from which access tokens are fetched.</summary>
public sealed record OAuth2Config
{
    /// <summary>The client's public name.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client's secret; null when there is none here.</summary>
    public Secret? ClientSecret { get; init; }

    /// <summary>The file to read the client's secret from; empty when there is none.</summary>
    public string ClientSecretFile { get; init; } = "";

    /// <summary>The scopes to ask for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Where tokens are fetched.</summary>
    public required string TokenUrl { get; init; }

    /// <summary>Further form fields of the token request, in the file's order.</summary>
    public IReadOnlyList<NamedText> EndpointParams { get; init; } = [];

    /// <summary>TLS towards the token endpoint.</summary>
    public TlsConfig Tls { get; init; } = new();

    /// <summary>The proxy towards the token endpoint.</summary>
    public ProxyConfig Proxy { get; init; } = new();
}
