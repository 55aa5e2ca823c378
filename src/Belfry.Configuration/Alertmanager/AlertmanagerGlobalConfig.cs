using Belfry.Configuration.Http;

namespace Belfry.Configuration.Alertmanager;

/// <summary>
/// What holds for every receiver that does not say otherwise. It is applied to the receivers already; only
/// <see cref="ResolveTimeout"/> is for others to read.
/// </summary>
public sealed record AlertmanagerGlobalConfig
{
    /// <summary>How long an alert without an end lasts after it was last received.</summary>
    public TimeSpan ResolveTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The HTTP client of receivers that have none of their own.</summary>
    public HttpClientConfig HttpClient { get; init; } = new();
}
