using Belfry.Alerting.Routing;
using Belfry.Compatibility.Tests.Configuration;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Makes a configuration around the part that a table has.</summary>
internal static class RouteTexts
{
    /// <summary>The tree of a route's YAML; its receivers are invented.</summary>
    internal static RouteTree Tree(string routeYaml)
    {
        var receivers = routeYaml.Split('\n').Select(line => line.Trim(' ', '-'))
            .Where(line => line.StartsWith("receiver:", StringComparison.Ordinal))
            .Select(line => line["receiver:".Length..].Trim()).Distinct(StringComparer.Ordinal)
            .DistinctBy(name => name.Trim('\'', '"'), StringComparer.Ordinal);
        var text = "route:\n  " + routeYaml.Trim('\n').ReplaceLineEndings("\n  ")
            + "\nreceivers:\n" + string.Concat(receivers.Select(name => $"- name: {name}\n"));
        return RouteTree.Build(Load(text).Route);
    }

    internal static AlertmanagerConfig Load(string text)
    {
        var result = new ConfigurationLoader(new ConformanceFiles()).LoadAlertmanager("/alertmanager.yml", text);
        return result.Value ?? throw new FormatException(result.Render());
    }
}
