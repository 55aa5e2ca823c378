using Belfry.Configuration.Binding;
using Belfry.Configuration.Http;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Shapes;

/// <summary>What <c>kubernetes_sd_configs</c> requires.</summary>
internal static class KubernetesRules
{
    private static readonly Dictionary<string, string[]> Selectors = new(StringComparer.Ordinal)
    {
        ["pod"] = ["pod", "node"],
        ["service"] = ["service"],
        ["endpointslice"] = ["pod", "service", "endpointslice"],
        ["endpoints"] = ["pod", "service", "endpoints"],
        ["node"] = ["node"],
        ["ingress"] = ["ingress"],
    };

    internal static void Check(MappingReader section, HttpClientConfig client)
    {
        var role = section.Text("role");
        if (role.Length == 0)
        {
            section.Error("role", "role missing (one of: pod, service, endpoints, endpointslice, node, ingress)");
        }
        else if (!Selectors.ContainsKey(role))
        {
            section.Error(
                "role", $"unknown Kubernetes SD role {YamlScalars.Quote(role)}",
                "it is one of pod, service, endpoints, endpointslice, node, ingress");
        }

        CheckAccess(section, IsCustom(section, client));
        CheckSelectors(section, role);
    }

    // Any HTTP client key at all counts as custom, even one that repeats the default.
    private static bool IsCustom(MappingReader section, HttpClientConfig client) =>
        HttpClientReader.IsAuthenticated(client) || client.Tls != new TlsConfig() || client.Proxy.Url is not null
        || client.Proxy.FromEnvironment || client.HttpHeaders.Count > 0
        || !client.FollowRedirects || !client.EnableHttp2;

    private static void CheckAccess(MappingReader section, bool isCustom)
    {
        var hasServer = section.Text("api_server").Length > 0;
        var hasFile = section.Text("kubeconfig_file").Length > 0;
        var namespaces = new MappingReader(
            new Reading(section.Reading.File), section.Take("namespaces"), "", "namespaces");
        var isOwn = namespaces.Flag("own_namespace");
        if (hasServer && hasFile)
        {
            section.Error("kubeconfig_file", "cannot use 'kubeconfig_file' and 'api_server' simultaneously");
        }

        if (hasFile && isCustom)
        {
            section.Error(
                "kubeconfig_file", "cannot use a custom HTTP client configuration together with 'kubeconfig_file'");
        }
        else if (!hasServer && isCustom)
        {
            section.Error(
                "api_server", "to use custom HTTP client configuration please provide the 'api_server' URL explicitly");
        }

        if (hasServer && isOwn)
        {
            section.Error("namespaces", "cannot use 'api_server' and 'namespaces.own_namespace' simultaneously");
        }

        if (hasFile && isOwn)
        {
            section.Error("namespaces", "cannot use 'kubeconfig_file' and 'namespaces.own_namespace' simultaneously");
        }
    }

    private static void CheckSelectors(MappingReader section, string role)
    {
        var roles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in section.Take("selectors")?.Items ?? [])
        {
            var selector = new MappingReader(new Reading(section.Reading.File), node, "", "selectors");
            var own = selector.Text("role");
            if (!roles.Add(own))
            {
                section.Reading.Error(node.Location, $"duplicated selector role: {own}");
            }

            if (Selectors.TryGetValue(role, out var allowed) && !allowed.Contains(own))
            {
                section.Reading.Error(
                    selector.PlaceOf("role"), $"{role} role supports only {string.Join(", ", allowed)} selectors");
            }

            CheckTerms(section, selector, "field");
            CheckTerms(section, selector, "label");
        }
    }

    // Field selectors are comparisons; label selectors also have sets and bare names, which are not checked further.
    private static void CheckTerms(MappingReader section, MappingReader selector, string key)
    {
        var text = selector.Text(key);
        if (key == "label" || text.Length == 0)
        {
            return;
        }

        foreach (
            var term in text.Split(',').Where(term => term.Length > 0 && !term.Contains('=', StringComparison.Ordinal)))
        {
            section.Reading.Error(
                selector.PlaceOf(key), $"invalid selector: '{text}'; can't understand '{term}'", "write `name=value`");
        }
    }
}
