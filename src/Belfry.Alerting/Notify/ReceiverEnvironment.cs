using Belfry.Configuration;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Notify;

/// <summary>What receivers need of the process around them.</summary>
public sealed record ReceiverEnvironment
{
    /// <summary>Template files and files that hold secrets; the latter are read again for each notification.</summary>
    public required IConfigurationFiles Files { get; init; }

    /// <summary>
    /// Under which URL people reach this process, without a slash at its end; links in notifications use it.
    /// </summary>
    public required string ExternalUrl { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Where receivers log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>The <c>User-Agent</c> of requests.</summary>
    public string UserAgent { get; init; } = "Alertmanager/belfry";

    /// <summary>This machine's name, for message ids.</summary>
    public string HostName { get; init; } = "localhost.localdomain";
}
