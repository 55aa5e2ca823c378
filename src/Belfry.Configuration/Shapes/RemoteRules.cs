using Belfry.Configuration.Binding;
using Belfry.Configuration.Http;
using Belfry.Model;

namespace Belfry.Configuration.Shapes;

/// <summary>What remote write, remote read and tracing require.</summary>
internal static class RemoteRules
{
    private static readonly string[] Reserved =
    [
        "authorization", "host", "content-encoding", "content-length", "content-type", "user-agent", "connection",
        "keep-alive", "proxy-authenticate", "proxy-authorization", "www-authenticate", "accept-encoding",
        "x-prometheus-remote-write-version", "x-prometheus-remote-read-version",
        "x-amz-date", "x-amz-security-token", "x-amz-content-sha256",
    ];

    internal static void Check(string shape, MappingReader section, HttpClientConfig client)
    {
        switch (shape)
        {
            case "remote_write":
                ShapeRules.Required(section, "url", "url for remote_write is empty");
                CheckHeaders(section, "authorization header must be changed via the basic_auth, authorization, oauth2, "
                    + "sigv4, azuread or google_iam parameter");
                CheckWrite(section, client);
                break;
            case "remote_read":
                ShapeRules.Required(section, "url", "url for remote_read is empty");
                CheckHeaders(section, "authorization header must be changed via the basic_auth, authorization, oauth2, "
                    + "sigv4, azuread or google_iam parameter");
                break;
            case "queue":
                CheckQueue(section);
                break;
            default:
                CheckTracing(section);
                break;
        }
    }

    private static void CheckHeaders(MappingReader section, string authorizationMessage)
    {
        foreach (var header in section.NamedTexts("headers"))
        {
            var name = header.Name.ToLowerInvariant();
            if (name == "authorization")
            {
                section.Reading.Error(header.Location, authorizationMessage);
            }
            else if (Reserved.Contains(name))
            {
                section.Reading.Error(header.Location, $"{header.Name} is a reserved header. It must not be changed");
            }
        }
    }

    private static void CheckWrite(MappingReader section, HttpClientConfig client)
    {
        var message = section.Text("protobuf_message", "prometheus.WriteRequest");
        if (message is not ("prometheus.WriteRequest" or "io.prometheus.write.v2.Request"))
        {
            section.Error(
                "protobuf_message",
                $"invalid protobuf_message value: unknown type for remote write protobuf message {message}, "
                + "supported: prometheus.WriteRequest, io.prometheus.write.v2.Request");
        }

        string[] clouds = ["sigv4", "azuread", "google_iam"];
        var configured = clouds.Where(key => section.Take(key) is not null).ToList();
        if (client.BasicAuth is not null)
        {
            configured.Insert(0, "basic_auth");
        }

        if (client.Authorization is not null)
        {
            configured.Insert(0, "authorization");
        }

        if (client.OAuth2 is not null)
        {
            configured.Insert(0, "oauth2");
        }

        if (configured.Count > 1)
        {
            section.Error(
                configured[^1],
                "at most one of basic_auth, authorization, oauth2, sigv4, azuread or google_iam must be configured. "
                + $"Currently configured: [{string.Join(' ', configured)}]");
        }
    }

    private static void CheckQueue(MappingReader section)
    {
        const string Queue = "remote write queue";
        var maxShards = Positive(section, "max_shards", 50, $"{Queue} max_shards must be positive");
        var minShards = Positive(section, "min_shards", 1, $"{Queue} min_shards must be positive");
        if (minShards > maxShards && maxShards > 0)
        {
            section.Error("min_shards", $"{Queue} min_shards must not be greater than max_shards");
        }

        Positive(section, "max_samples_per_send", 2000, $"{Queue} max_samples_per_send must be positive");
        Positive(section, "capacity", 10_000, $"{Queue} capacity must be positive");
        var minBackoff = section.Duration("min_backoff", TimeSpan.FromMilliseconds(30));
        if (section.Duration("max_backoff", TimeSpan.FromSeconds(5)) < minBackoff)
        {
            section.Error(
                "max_backoff", $"{Queue} max_backoff must not be less than min_backoff",
                $"`min_backoff` is {PrometheusDuration.Format(minBackoff)}");
        }
    }

    private static long Positive(MappingReader section, string key, long absent, string message)
    {
        var value = section.Integer(key, "int", long.MinValue, long.MaxValue, absent);
        if (value <= 0)
        {
            section.Error(key, message);
        }

        return value;
    }

    private static void CheckTracing(MappingReader section)
    {
        ShapeRules.Required(section, "endpoint", "tracing endpoint must be set");
        CheckHeaders(section, "custom authorization header configuration is not yet supported");
        var type = section.Text("client_type", "grpc");
        if (type is not ("grpc" or "http"))
        {
            section.Error("client_type", $"expected tracing client type to be to be http or grpc, but got {type}");
        }

        var compression = section.Text("compression");
        if (compression is not ("" or "gzip"))
        {
            section.Error("compression", $"invalid compression type {compression} provided, valid options: gzip");
        }
    }
}
