using Belfry.Alerting.Routing;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Model.Diagnostics;
using Belfry.Server.Flags;
using Belfry.Server.Serving;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Alertmanager;

/// <summary>
/// Reads an Alertmanager configuration and checks all of it, templates included. Used by one thread at a time.
/// </summary>
internal sealed class AlertmanagerConfigurationReader : IConfigurationSource<AlertRouting>
{
    private readonly UserConfigurationFiles files = new();
    private readonly RoutingReader routingReader;
    private readonly MatcherSyntax syntax;

    internal AlertmanagerConfigurationReader(
        FlagValues flags, IReadOnlyList<ListenAddress> addresses, ILoggerFactory loggers, TimeProvider clock)
    {
        Path = flags.Text(AlertmanagerFlags.ConfigFile);
        syntax = AlertmanagerFeatures.SyntaxOf(flags);
        routingReader = new RoutingReader(files, ServerAddresses.ExternalUrl(flags, addresses), loggers, clock);
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public AlertRouting? Read(out string problems, out IReadOnlyList<Diagnostic> warnings)
    {
        var loader = new ConfigurationLoader(
            files, new LoaderOptions { Variable = Environment.GetEnvironmentVariable, MatcherSyntax = syntax });
        var findings = new ConfigurationFindings();
        var routing = routingReader.Read(loader, Path, findings);
        warnings = findings.Warnings;
        problems = findings.RenderErrors();
        return findings.HasErrors ? null : routing;
    }
}
