using Belfry.Configuration.Http;
using Belfry.Model;

namespace Belfry.Alerting.Rules.Sending;

/// <summary>An Alertmanager elsewhere that alerts are posted to. Immutable.</summary>
public sealed record AlertmanagerTarget
{
    /// <summary>The whole URL of its API, such as <c>http://host:9093/api/v2/alerts</c>.</summary>
    public required string Url { get; init; }

    /// <summary>How long a post may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How to post.</summary>
    public HttpClientConfig HttpClient { get; init; } = new();

    /// <summary>
    /// Steps on the labels of each alert before it is sent here; null for none, false drops the alert.
    /// </summary>
    public Func<LabelsBuilder, bool>? Relabel { get; init; }
}
