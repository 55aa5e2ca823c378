using Belfry.Alerting.Rules;
using Belfry.Configuration;
using Belfry.Configuration.House;
using Belfry.Configuration.Prometheus;
using Belfry.Model.Diagnostics;
using Belfry.Server.BuiltIn;
using Belfry.Server.Flags;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Serving;

/// <summary>
/// Reads every configuration file and checks all of it: syntax, keys, expressions, templates, routes. Nothing that runs
/// is touched. Used by one thread at a time.
/// </summary>
internal sealed class ConfigurationReader : IConfigurationSource<ConfigurationSet>
{
    private readonly IConfigurationFiles files;
    private readonly string alertmanagerPath;
    private readonly string housePath;
    private readonly string externalUrl;
    private readonly EnabledFeatures features;
    private readonly RoutingReader routingReader;

    internal ConfigurationReader(
        FlagValues flags, IReadOnlyList<ListenAddress> addresses, ILoggerFactory loggers, TimeProvider clock)
    {
        var userFiles = new UserConfigurationFiles();
        var given = flags.Text(PrometheusFlags.ConfigFile);
        files = given.Length > 0 ? userFiles : new BuiltInConfiguration(addresses[0].ReachableHostPort, userFiles);
        Path = given.Length > 0 ? given : BuiltInConfiguration.Path;
        alertmanagerPath = flags.Text(PrometheusFlags.AlertingConfigFile);
        housePath = flags.Text(PrometheusFlags.BelfryConfigFile);
        features = new EnabledFeatures(flags);
        externalUrl = ServerAddresses.ExternalUrl(flags, addresses);
        routingReader = new RoutingReader(userFiles, externalUrl, loggers, clock);
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public ConfigurationSet? Read(out string problems, out IReadOnlyList<Diagnostic> warnings)
    {
        var loader = new ConfigurationLoader(files, new LoaderOptions
        {
            Variable = Environment.GetEnvironmentVariable,
            DiscoveryKinds = new HashSet<string>(StringComparer.Ordinal) { "file" },
        });
        var findings = new ConfigurationFindings();
        var prometheus = findings.Take(loader.LoadPrometheus(Path));
        var house = ReadHouse(prometheus, findings);
        var rules = prometheus is null ? null : BuildRules(prometheus, findings);
        var routing = alertmanagerPath.Length == 0 ? null : routingReader.Read(loader, alertmanagerPath, findings);
        warnings = findings.Warnings;
        problems = findings.RenderErrors();
        return findings.HasErrors ? null : new ConfigurationSet(prometheus!, house!, rules!, routing);
    }

    private BelfryConfig? ReadHouse(PrometheusConfig? prometheus, ConfigurationFindings findings)
    {
        if (housePath.Length == 0)
        {
            return new BelfryConfig();
        }

        // The own file is the process's, even when the main configuration is the one that is built in.
        var house = findings.Take(
            new ConfigurationLoader(new UserConfigurationFiles()).LoadBelfry(housePath));
        if (house?.Tiers.Raw is not null && prometheus?.Storage.Retention is not null)
        {
            findings.Add([Diagnostic.Warning(
                house.Tiers.RawPlace,
                $"`raw` has no effect: `storage.tsdb.retention` of {Path} decides",
                "remove one of the two")]);
        }

        return house;
    }

    private RuleGroups? BuildRules(PrometheusConfig config, ConfigurationFindings findings)
    {
        var context = new RuleBuildContext
        {
            EvaluationInterval = config.Global.EvaluationInterval,
            QueryOffset = config.Global.RuleQueryOffset,
            ExternalLabels = config.Global.ExternalLabels,
            ExternalUrl = externalUrl,
            Features = features.Language,
        };
        RuleGroups.TryBuild(config.RuleFiles, context, out var groups, out var found);
        findings.Add(found);
        return groups;
    }
}
