using Belfry.Api.Hosting;
using Belfry.Model;

namespace Belfry.Api.Tests.Prometheus;

/// <summary>A process around the API that does what a test sets.</summary>
internal sealed class FakeServer : IServerControl
{
    internal const string Yaml = "global:\n  scrape_interval: 15s\n";

    public bool IsReady { get; set; } = true;

    public bool IsStopping { get; set; }

    public bool IsLifecycleEnabled { get; set; } = true;

    public bool IsAdminEnabled { get; set; } = true;

    public bool IsRemoteWriteEnabled { get; set; } = true;

    public IReadOnlyDictionary<string, string> Flags { get; } = new Dictionary<string, string>
    {
        ["web.listen-address"] = "127.0.0.1:9090",
        ["query.timeout"] = "2m",
    };

    public string ConfigurationYaml => Yaml;

    public IReadOnlySet<string> EnabledFeatures { get; set; } = new HashSet<string>();

    public Labels ExternalLabels { get; init; } = Labels.Empty;

    public string Version => "7.8.9";

    public DateTimeOffset StartedAt { get; } = new(2024, 2, 29, 1, 2, 3, TimeSpan.Zero);

    public bool IsLastReloadSuccessful => true;

    public DateTimeOffset ConfigurationLoadedAt { get; } = new(2024, 2, 29, 1, 2, 4, TimeSpan.Zero);

    public string StorageRetention => "15d";

    /// <summary>What a reload finds wrong; null for one that succeeds.</summary>
    internal string? ReloadProblems { get; set; }

    internal int ReloadCount { get; private set; }

    internal int QuitCount { get; private set; }

    public Task<string?> ReloadAsync(CancellationToken cancellationToken)
    {
        ReloadCount++;
        return Task.FromResult(ReloadProblems);
    }

    public void Quit() => QuitCount++;
}
