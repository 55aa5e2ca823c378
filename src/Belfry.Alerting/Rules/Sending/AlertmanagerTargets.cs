using Belfry.Configuration.Prometheus;
using Belfry.Model;

namespace Belfry.Alerting.Rules.Sending;

/// <summary>The Alertmanagers that the <c>alerting</c> section lists.</summary>
public static class AlertmanagerTargets
{
    private const string AddressLabel = "__address__";
    private const string SchemeLabel = "__scheme__";
    private const string PathLabel = "__alerts_path__";

    /// <summary>
    /// The listed targets, each URL once. Files and other discovery are for the caller to resolve into
    /// <see cref="AlertmanagersConfig.StaticConfigs"/> beforehand.
    /// </summary>
    /// <param name="config">The section.</param>
    /// <param name="compile">Compiles relabelling steps; false of the result drops the labels.</param>
    public static IReadOnlyList<AlertmanagerTarget> From(
        AlertingConfig config, Func<IReadOnlyList<RelabelConfig>, Func<LabelsBuilder, bool>> compile)
    {
        var targets = new Dictionary<string, AlertmanagerTarget>(StringComparer.Ordinal);
        var forAll = compile(config.AlertRelabelConfigs);
        foreach (var group in config.Alertmanagers)
        {
            var ofTarget = compile(group.RelabelConfigs);
            var ofAlert = compile(group.AlertRelabelConfigs);
            foreach (var (address, labels) in group.StaticConfigs.SelectMany(
                one => one.Targets.Select(target => (target, one.Labels))))
            {
                if (Resolve(group, address, labels, ofTarget) is { } url)
                {
                    targets.TryAdd(url, new AlertmanagerTarget
                    {
                        Url = url,
                        Timeout = group.Timeout,
                        HttpClient = group.HttpClient,
                        Relabel = alert => forAll(alert) && ofAlert(alert),
                    });
                }
            }
        }

        return [.. targets.Values];
    }

    private static string? Resolve(
        AlertmanagersConfig group, string address, Labels labels, Func<LabelsBuilder, bool> relabel)
    {
        var builder = new LabelsBuilder();
        builder.Reset(labels);
        builder.Set(AddressLabel, address);
        builder.Set(SchemeLabel, group.Scheme);
        var prefix = group.PathPrefix.Trim('/');
        builder.Set(PathLabel, (prefix.Length > 0 ? "/" + prefix : "") + "/api/v2/alerts");
        return relabel(builder) && builder.Get(AddressLabel).Length > 0
            ? $"{builder.Get(SchemeLabel)}://{builder.Get(AddressLabel)}{builder.Get(PathLabel)}"
            : null;
    }
}
