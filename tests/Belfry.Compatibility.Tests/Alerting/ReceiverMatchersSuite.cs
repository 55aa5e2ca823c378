using Belfry.Api.Alertmanager;
using Belfry.Compatibility.Tests.Configuration;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Receivers that are asked for by their labels.</summary>
internal sealed class ReceiverMatchersSuite : IConformanceSuite
{
    private const string Yaml = """
        route: {receiver: team-X}
        receivers:
        - {name: team-X, labels: {owner: platform}}
        - {name: team-Y, labels: {owner: apps}}
        - {name: team-Z, labels: {owner: platform, kind: paging}}
        """;

    /// <inheritdoc/>
    public string Pattern => "alerting/api_receiver_matchers.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        var config = new ConfigurationLoader(new ConformanceFiles()).LoadAlertmanager("alertmanager.yml", Yaml);
        return CaseTable.Run(path, row =>
        {
            var matchers = row.Texts("receiverMatchers")
                .SelectMany(text => AlertmanagerMatchers.ParseOne(text).Matchers).ToList();
            return config.Value is null ? config.Render() : CaseTable.Difference(
                string.Join(' ', row.Texts("expectedNames")),
                string.Join(' ', StatusEndpoints.Matching(config.Value, matchers).Select(receiver => receiver.Name)));
        });
    }
}
