using Belfry.Api.Hosting;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>A process around the API.</summary>
internal sealed class HostServer : IServerControl
{
    public bool IsReady { get; init; } = true;

    public bool IsStopping => false;

    public bool IsLifecycleEnabled { get; init; }

    public bool IsAdminEnabled { get; init; }

    public bool IsRemoteWriteEnabled { get; init; }

    public IReadOnlyDictionary<string, string> Flags { get; } = new Dictionary<string, string>();

    public string ConfigurationYaml { get; init; } = "";

    public IReadOnlySet<string> EnabledFeatures { get; init; } = new HashSet<string>();

    public Labels ExternalLabels { get; init; } = Labels.Empty;

    public string Version => "0.0.0";

    public DateTimeOffset StartedAt => DateTimeOffset.UnixEpoch;

    public bool IsLastReloadSuccessful => true;

    public DateTimeOffset ConfigurationLoadedAt => DateTimeOffset.UnixEpoch;

    public string StorageRetention => "15d";

    public Task<string?> ReloadAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public void Quit()
    {
    }
}
