using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Prometheus;

/// <summary>Reads the formats that targets may answer in.</summary>
internal static class ScrapeProtocolReader
{
    private static readonly (string Name, ScrapeProtocol Protocol)[] Names =
    [
        ("OpenMetricsText0.0.1", ScrapeProtocol.OpenMetricsText001),
        ("OpenMetricsText1.0.0", ScrapeProtocol.OpenMetricsText100),
        ("PrometheusProto", ScrapeProtocol.PrometheusProto),
        ("PrometheusText0.0.4", ScrapeProtocol.PrometheusText004),
        ("PrometheusText1.0.0", ScrapeProtocol.PrometheusText100),
    ];

    internal static string NameOf(ScrapeProtocol protocol) => Names.First(row => row.Protocol == protocol).Name;

    /// <summary>The list, or null when there is none. <paramref name="where"/> ends the messages.</summary>
    internal static IReadOnlyList<ScrapeProtocol>? Read(MappingReader mapping, string where)
    {
        if (mapping.TextsOrNull("scrape_protocols") is not { } names)
        {
            return null;
        }

        if (names.Count == 0)
        {
            mapping.Error("scrape_protocols", $"scrape_protocols cannot be empty{where}");
        }

        var protocols = new List<ScrapeProtocol>();
        foreach (var name in names)
        {
            if (!TryParse(name, out var protocol, out var error))
            {
                mapping.Error("scrape_protocols", $"scrape_protocols: {error}{where}", Hint(name));
            }
            else if (protocols.Contains(protocol))
            {
                mapping.Error(
                    "scrape_protocols",
                    $"duplicated protocol in scrape_protocols, got [{string.Join(' ', names)}]{where}");
            }
            else
            {
                protocols.Add(protocol);
            }
        }

        return protocols;
    }

    internal static ScrapeProtocol? ReadFallback(MappingReader mapping, string jobName)
    {
        var name = mapping.Text("fallback_scrape_protocol");
        if (name.Length == 0)
        {
            return null;
        }

        if (TryParse(name, out var protocol, out var error))
        {
            return protocol;
        }

        mapping.Error(
            "fallback_scrape_protocol",
            $"invalid fallback_scrape_protocol for scrape config with job name {YamlScalars.Quote(jobName)}: {error}",
            Hint(name));
        return null;
    }

    private static bool TryParse(string name, out ScrapeProtocol protocol, out string error)
    {
        foreach (var row in Names)
        {
            if (row.Name == name)
            {
                protocol = row.Protocol;
                error = "";
                return true;
            }
        }

        protocol = default;
        error = $"unknown scrape protocol {name}, supported: [{string.Join(' ', Names.Select(row => row.Name))}]";
        return false;
    }

    private static string Hint(string name) =>
        KeySuggestion.Nearest(name, Names.Select(row => row.Name)) is { } nearest ? $"did you mean `{nearest}`?" : "";
}
