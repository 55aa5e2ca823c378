using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Http;

/// <summary>How requests reach their server: directly, through a proxy, or as the environment says.</summary>
public sealed record ProxyConfig
{
    /// <summary>
    /// The proxy; null for none. May carry a password: show it through <see cref="Secret"/> rules only.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>Comma-separated hosts, domains, addresses and networks that are reached directly.</summary>
    public string NoProxy { get; init; } = "";

    /// <summary>True to take HTTP_PROXY, HTTPS_PROXY and NO_PROXY of the process.</summary>
    public bool FromEnvironment { get; init; }

    /// <summary>Headers of the CONNECT request, in the file's order.</summary>
    public IReadOnlyList<HttpHeaderConfig> ConnectHeaders { get; init; } = [];

    /// <summary>The URL without its password.</summary>
    public override string ToString() => YamlRedaction.WithoutPassword(Url?.OriginalString ?? "");
}
