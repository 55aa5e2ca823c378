using Belfry.Configuration.Http;
using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Alertmanager;

/// <summary>
/// One <c>webhook_configs</c> entry. Exactly one of <see cref="Url"/> and <see cref="UrlFile"/> is set.
/// </summary>
public sealed record WebhookConfig
{
    /// <summary>True to send when alerts are resolved.</summary>
    public bool SendResolved { get; init; } = true;

    /// <summary>The HTTP client.</summary>
    public HttpClientConfig HttpClient { get; init; } = new();

    /// <summary>Where to post, a template; null when it is in a file.</summary>
    public Secret? Url { get; init; }

    /// <summary>The file to read the URL from before each request; empty when there is none.</summary>
    public string UrlFile { get; init; } = "";

    /// <summary>The most alerts to send; zero for all.</summary>
    public ulong MaxAlerts { get; init; }

    /// <summary>How long a request may take; zero for the notification's own limit.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>The body as a tree of templates in place of the usual one, or null.</summary>
    public TemplateTree? Payload { get; init; }

    /// <summary>Where the entry is written.</summary>
    public SourceLocation Location { get; init; }
}
