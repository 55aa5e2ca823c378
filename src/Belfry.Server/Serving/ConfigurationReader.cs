using Belfry.Alerting.Notify;
using Belfry.Alerting.Routing;
using Belfry.Alerting.Rules;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager;
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
internal sealed class ConfigurationReader
{
    private readonly IConfigurationFiles files;
    private readonly string alertmanagerPath;
    private readonly string externalUrl;
    private readonly ReceiverEnvironment receiverEnvironment;

    internal ConfigurationReader(
        FlagValues flags, IReadOnlyList<ListenAddress> addresses, ILoggerFactory loggers, TimeProvider clock)
    {
        var userFiles = new UserConfigurationFiles();
        var given = flags.Text(PrometheusFlags.ConfigFile);
        files = given.Length > 0 ? userFiles : new BuiltInConfiguration(addresses[0].ReachableHostPort, userFiles);
        Path = given.Length > 0 ? given : BuiltInConfiguration.Path;
        alertmanagerPath = flags.Text(PrometheusFlags.AlertingConfigFile);
        externalUrl = ServerAddresses.ExternalUrl(flags, addresses);
        receiverEnvironment = new ReceiverEnvironment
        {
            Files = userFiles,
            ExternalUrl = externalUrl,
            Clock = clock,
            Logger = loggers.CreateLogger<AlertRouter>(),
            UserAgent = $"Belfry/{ServerVersion.Text}",
            HostName = Environment.MachineName,
        };
    }

    /// <summary>The main configuration file, for messages.</summary>
    internal string Path { get; }

    /// <summary>
    /// Reads the files now. The set is null when anything is wrong; <paramref name="problems"/> then holds every
    /// diagnostic with its line, and <paramref name="warnings"/> what is accepted but probably not meant.
    /// </summary>
    internal ConfigurationSet? Read(out string problems, out IReadOnlyList<Diagnostic> warnings)
    {
        var loader = new ConfigurationLoader(files, new LoaderOptions
        {
            Variable = Environment.GetEnvironmentVariable,
            DiscoveryKinds = new HashSet<string>(StringComparer.Ordinal) { "file" },
        });
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        var diagnostics = new List<Diagnostic>();
        var prometheus = Take(loader.LoadPrometheus(Path), sources, diagnostics);
        var alertmanager = alertmanagerPath.Length == 0
            ? null
            : Take(loader.LoadAlertmanager(alertmanagerPath), sources, diagnostics);
        var rules = prometheus is null ? null : BuildRules(prometheus, diagnostics);
        var routing = alertmanager is null ? null : BuildRouting(alertmanager, diagnostics);

        warnings = [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning)];
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        problems = DiagnosticRendering.Render(errors, sources.GetValueOrDefault);
        return errors.Count == 0 ? new ConfigurationSet(prometheus!, rules!, routing) : null;
    }

    private static T? Take<T>(LoadResult<T> result, Dictionary<string, string> sources, List<Diagnostic> diagnostics)
        where T : class
    {
        diagnostics.AddRange(result.Diagnostics);
        foreach (var (path, text) in result.Sources)
        {
            sources[path] = text;
        }

        return result.Value;
    }

    private RuleGroups? BuildRules(PrometheusConfig config, List<Diagnostic> diagnostics)
    {
        var context = new RuleBuildContext
        {
            EvaluationInterval = config.Global.EvaluationInterval,
            QueryOffset = config.Global.RuleQueryOffset,
            ExternalLabels = config.Global.ExternalLabels,
            ExternalUrl = externalUrl,
        };
        RuleGroups.TryBuild(config.RuleFiles, context, out var groups, out var found);
        diagnostics.AddRange(found);
        return groups;
    }

    private AlertRouting? BuildRouting(AlertmanagerConfig config, List<Diagnostic> diagnostics)
    {
        AlertRouting.TryBuild(config, receiverEnvironment, out var routing, out var found);
        diagnostics.AddRange(found);
        return routing;
    }
}
