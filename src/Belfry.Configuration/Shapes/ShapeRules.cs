using Belfry.Configuration.Binding;
using Belfry.Configuration.Http;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Shapes;

/// <summary>
/// What the originals require of sections beyond the kinds of their values, with their messages. One rule a line where
/// possible; sections without rules are absent.
/// </summary>
internal static class ShapeRules
{
    internal static void Check(string shape, MappingReader section, HttpClientConfig client)
    {
        switch (shape)
        {
            case "kubernetes": KubernetesRules.Check(section, client); break;
            case "otlp": OtlpRules.Check(section); break;
            case "remote_write" or "queue" or "remote_read" or "tracing": RemoteRules.Check(
                shape, section, client); break;
            case "azure": Azure(section); break;
            case "marathon": Marathon(section, client); break;
            case "consul": Consul(section, client); break;
            case "http" or "puppetdb": Url(section); Required(
                section, shape == "puppetdb" ? "query" : "url", "query missing"); break;
            default:
                if (!ReceiverRules.Check(shape, section))
                {
                    Simple(shape, section);
                }

                break;
        }
    }

    internal static void Required(MappingReader section, string key, string message)
    {
        if (section.Text(key).Trim().Length == 0)
        {
            section.Error(key, message);
        }
    }

    internal static void OneOf(
        MappingReader section, string key, string absent, string[] allowed, Func<string, string> message)
    {
        var value = section.Text(key, absent);
        if (!allowed.Contains(value))
        {
            section.Error(key, message(value), "it is one of " + string.Join(", ", allowed));
        }
    }

    internal static void AtMostOne(MappingReader section, string first, string second, string message)
    {
        if (section.Text(first).Length > 0 && section.Text(second).Length > 0)
        {
            section.Error(second, message);
        }
    }

    private static void Simple(string shape, MappingReader section)
    {
        switch (shape)
        {
            case "filter":
                if (section.Texts("values").Count == 0)
                {
                    section.Error("values", "EC2 SD configuration filter values cannot be empty");
                }

                break;
            case "aws":
                OneOf(section, "role", "", ["ec2", "ecs", "elasticache", "lightsail", "msk", "rds"],
                    role => $"unknown AWS SD role {YamlScalars.Quote(role)}");
                break;
            case "digitalocean":
                OneOf(section, "role", "droplets", ["droplets", "databases"],
                    role => $"unknown DigitalOcean SD role {YamlScalars.Quote(role)}");
                break;
            case "dns": Dns(section); break;
            case "eureka": Required(section, "server", "eureka_sd: empty or null eureka server"); break;
            case "gce":
                Required(section, "project", "GCE SD configuration requires a project");
                Required(section, "zone", "GCE SD configuration requires a zone");
                break;
            case "hetzner": Role(section, "role missing (one of: robot, hcloud)", ["robot", "hcloud"]); break;
            case "ionos": Required(section, "datacenter_id", "datacenter id can't be empty"); break;
            case "docker" or "dockerswarm": Docker(shape, section); break;
            case "nomad": Required(section, "server", "nomad SD configuration requires a server address"); break;
            case "openstack": OpenStack(section); break;
            case "outscale": Outscale(section); break;
            case "ovhcloud": Ovh(section); break;
            case "scaleway": Scaleway(section); break;
            case "stackit": Stackit(section); break;
            case "triton": Triton(section); break;
            case "uyuni": Required(section, "server", "uyuni SD configuration requires server host"); break;
            case "nerve" or "serverset": ZooKeeper(shape, section); break;
        }
    }

    private static void Role(MappingReader section, string missing, string[] allowed)
    {
        if (section.Text("role").Length == 0)
        {
            section.Error("role", missing);
            return;
        }

        OneOf(section, "role", "", allowed, role => $"unknown role {YamlScalars.Quote(role)}");
    }

    private static void Url(MappingReader section)
    {
        var text = section.Text("url");
        if (text.Length == 0)
        {
            section.Error("url", "URL is missing");
            return;
        }

        var scheme = text.Split("://", 2);
        if (scheme.Length != 2 || scheme[0] is not ("http" or "https"))
        {
            section.Error("url", "URL scheme must be 'http' or 'https'");
        }
        else if (scheme[1].Length == 0 || scheme[1][0] == '/')
        {
            section.Error("url", "host is missing in URL");
        }
    }

    private static void Azure(MappingReader section)
    {
        var method = section.Text("authentication_method", "OAuth");
        string[] needed = method == "OAuth"
            ? ["subscription_id", "tenant_id", "client_id", "client_secret"] : ["subscription_id"];
        foreach (var key in needed)
        {
            Required(section, key, $"azure SD configuration requires a {key}");
        }

        if (method is not ("OAuth" or "ManagedIdentity" or "SDK" or "WorkloadIdentity"))
        {
            section.Error(
                "authentication_method",
                $"unknown authentication_type {YamlScalars.Quote(method)}. "
                + "Supported types are \"OAuth\", \"ManagedIdentity\", \"SDK\" or \"WorkloadIdentity\"");
        }
    }

    private static void Consul(MappingReader section, HttpClientConfig client)
    {
        if (section.Text("server", "localhost:8500").Trim().Length == 0)
        {
            section.Error("server", "consul SD configuration requires a server address");
        }

        if ((section.Text("username").Length > 0 || section.Text("password").Length > 0)
            && client.BasicAuth is not null)
        {
            section.Error(
                "basic_auth",
                "at most one of consul SD configuration username and password and basic auth can be configured");
        }

        if (section.Text("token").Length > 0 && (client.Authorization is not null || client.OAuth2 is not null))
        {
            section.Error("token", "at most one of consul SD token, authorization, or oauth2 can be configured");
        }
    }

    private static void Marathon(MappingReader section, HttpClientConfig client)
    {
        if (section.Texts("servers").Count == 0)
        {
            section.Error("servers", "marathon_sd: must contain at least one Marathon server");
        }

        AtMostOne(
            section, "auth_token", "auth_token_file",
            "marathon_sd: at most one of auth_token & auth_token_file must be configured");
        if (section.Text("auth_token").Length + section.Text("auth_token_file").Length == 0)
        {
            return;
        }

        var hasBearer = section.Text("bearer_token").Length + section.Text("bearer_token_file").Length > 0;
        var message = client.BasicAuth is not null
            ? "marathon_sd: at most one of basic_auth, auth_token & auth_token_file must be configured"
            : hasBearer
                ? "marathon_sd: at most one of bearer_token, bearer_token_file, auth_token & auth_token_file must "
                + "be configured"
                : client.Authorization is not null
                    ? "marathon_sd: at most one of auth_token, auth_token_file & authorization must be configured"
                        : null;
        if (message is not null)
        {
            section.Error("auth_token", message);
        }
    }

    private static void Dns(MappingReader section)
    {
        if (section.Texts("names").Count == 0)
        {
            section.Error("names", "DNS-SD config must contain at least one SRV record name");
        }

        var type = section.Text("type", "SRV");
        if (type.ToUpperInvariant() is not ("SRV" or "A" or "AAAA" or "MX" or "NS"))
        {
            section.Error("type", $"invalid DNS-SD records type {type}");
        }
        else if (!type.Equals("SRV", StringComparison.OrdinalIgnoreCase) && section.Text("port") is "" or "0")
        {
            section.Error("port", "a port is required in DNS-SD configs for all record types except SRV");
        }
    }

    private static void Docker(string shape, MappingReader section)
    {
        Required(section, "host", "host missing");
        if (shape == "docker")
        {
            return;
        }

        var role = section.Text("role");
        if (role is not ("services" or "nodes" or "tasks"))
        {
            section.Error("role", role.Length == 0
                ? "role missing (one of: tasks, services, nodes)"
                : $"invalid role {role}, expected tasks, services, or nodes");
        }
    }

    private static void OpenStack(MappingReader section)
    {
        OneOf(section, "availability", "public", ["public", "internal", "admin"],
            value => $"unknown availability {value}, must be one of admin, internal or public");
        if (section.Text("role").Length == 0)
        {
            section.Error("role", "role missing (one of: instance, hypervisor, loadbalancer)");
        }
        else
        {
            OneOf(section, "role", "", ["instance", "hypervisor", "loadbalancer"],
                role => $"unknown OpenStack SD role {YamlScalars.Quote(role)}");
        }

        Required(section, "region", "openstack SD configuration requires a region");
    }

    private static void Outscale(MappingReader section)
    {
        Required(section, "region", "outscale SD configuration requires a region");
        Required(section, "access_key", "outscale SD configuration requires access_key");
        SecretKeys(section);
    }

    private static void SecretKeys(MappingReader section)
    {
        if (section.Text("secret_key").Length + section.Text("secret_key_file").Length == 0)
        {
            section.Error("secret_key", "one of secret_key & secret_key_file must be configured");
        }

        AtMostOne(
            section, "secret_key", "secret_key_file", "at most one of secret_key & secret_key_file must be configured");
    }

    private static void Scaleway(MappingReader section)
    {
        Role(section, "role missing (one of: instance, baremetal)", ["instance", "baremetal"]);
        Required(section, "project_id", "project_id is mandatory");
        SecretKeys(section);
        Required(section, "access_key", "access_key is mandatory");
    }

    private static void Ovh(MappingReader section)
    {
        if (section.Text("endpoint", "ovh-eu").Length == 0)
        {
            section.Error("endpoint", "endpoint can not be empty");
        }

        Required(section, "application_key", "application key can not be empty");
        Required(section, "application_secret", "application secret can not be empty");
        Required(section, "consumer_key", "consumer key can not be empty");
        OneOf(section, "service", "", ["dedicated_server", "vps"], service => $"unknown service: {service}");
    }

    private static void Stackit(MappingReader section)
    {
        var endpoint = section.Text("endpoint");
        if (endpoint.Length > 0
            && (endpoint.StartsWith(':') || !Uri.TryCreate(endpoint, UriKind.RelativeOrAbsolute, out _)))
        {
            section.Error("endpoint", $"invalid endpoint {YamlScalars.Quote(endpoint)}");
        }
    }

    private static void Triton(MappingReader section)
    {
        OneOf(section, "role", "container", ["container", "cn"],
            _ => "triton SD configuration requires role to be 'container' or 'cn'");
        Required(section, "account", "triton SD configuration requires an account");
        Required(section, "dns_suffix", "triton SD configuration requires a dns_suffix");
        Required(section, "endpoint", "triton SD configuration requires an endpoint");
    }

    private static void ZooKeeper(string shape, MappingReader section)
    {
        if (section.Texts("servers").Count == 0)
        {
            section.Error("servers", $"{shape} SD config must contain at least one Zookeeper server");
        }

        var paths = section.Texts("paths");
        if (paths.Count == 0)
        {
            section.Error("paths", $"{shape} SD config must contain at least one path");
        }

        foreach (var path in paths.Where(path => !path.StartsWith('/')))
        {
            section.Error("paths", $"{shape} SD config paths must begin with '/': {path}");
        }
    }
}
