using Belfry.Alerting.Notify;
using Belfry.Alerting.Routing;
using Belfry.Configuration;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Serving;

/// <summary>Reads an Alertmanager configuration and makes it ready to route by.</summary>
internal sealed class RoutingReader(
    IConfigurationFiles files, string externalUrl, ILoggerFactory loggers, TimeProvider clock)
{
    private readonly ReceiverEnvironment environment = new()
    {
        Files = files,
        ExternalUrl = externalUrl,
        Clock = clock,
        Logger = loggers.CreateLogger<AlertRouter>(),
        UserAgent = $"Belfry/{ServerVersion.Text}",
        HostName = Environment.MachineName,
    };

    /// <summary>Null when the configuration cannot be used; <paramref name="findings"/> then say why.</summary>
    internal AlertRouting? Read(ConfigurationLoader loader, string path, ConfigurationFindings findings)
    {
        if (findings.Take(loader.LoadAlertmanager(path)) is not { } config)
        {
            return null;
        }

        AlertRouting.TryBuild(config, environment, out var routing, out var found);
        findings.Add(found);
        return routing;
    }
}
