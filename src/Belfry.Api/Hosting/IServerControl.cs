using Belfry.Model;

namespace Belfry.Api.Hosting;

/// <summary>What the HTTP surface asks of the process around it. Thread-safe.</summary>
public interface IServerControl : ILifecycleControl
{
    /// <summary>True when the endpoints under <c>/api/v1/admin</c> are allowed.</summary>
    bool IsAdminEnabled { get; }

    /// <summary>True when <c>/api/v1/write</c> is open.</summary>
    bool IsRemoteWriteEnabled { get; }

    /// <summary>
    /// Every flag with its value, as <c>/api/v1/status/flags</c> shows them; secrets do not occur in flags.
    /// </summary>
    IReadOnlyDictionary<string, string> Flags { get; }

    /// <summary>The configuration in force as YAML, secrets hidden.</summary>
    string ConfigurationYaml { get; }

    /// <summary>The names that <c>--enable-feature</c> turned on.</summary>
    IReadOnlySet<string> EnabledFeatures { get; }

    /// <summary>What other servers are to know these series by: <c>external_labels</c>.</summary>
    Labels ExternalLabels { get; }

    /// <summary>The Belfry version.</summary>
    string Version { get; }

    /// <summary>When the process started.</summary>
    DateTimeOffset StartedAt { get; }

    /// <summary>Whether the last (re)load succeeded.</summary>
    bool IsLastReloadSuccessful { get; }

    /// <summary>When the configuration in force was loaded.</summary>
    DateTimeOffset ConfigurationLoadedAt { get; }

    /// <summary>How long and how much is kept, for people: <c>15d</c>, <c>15d or 10GB</c>.</summary>
    string StorageRetention { get; }
}
