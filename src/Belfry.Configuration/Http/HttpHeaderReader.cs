using System.Collections.Frozen;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Http;

/// <summary>Reads request headers. Names that the client itself sets are refused, as in the originals.</summary>
internal static class HttpHeaderReader
{
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.Ordinal,
        "Authorization", "Host", "Content-Encoding", "Content-Length", "Content-Type", "User-Agent", "Connection",
        "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Www-Authenticate", "Accept-Encoding",
        "X-Prometheus-Remote-Write-Version", "X-Prometheus-Remote-Read-Version", "X-Prometheus-Scrape-Timeout-Seconds",
        "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256");

    /// <summary>The form that Go gives header names: <c>reply-to</c> becomes <c>Reply-To</c>.</summary>
    internal static string Canonical(string name)
    {
        if (name.Any(character => !char.IsAsciiLetterOrDigit(character) && !"!#$%&'*+-.^_`|~".Contains(character)))
        {
            return name;
        }

        return string.Join('-', name.Split('-').Select(
            part => part.Length == 0 ? "" : char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant()));
    }

    internal static bool IsReserved(string name) => Reserved.Contains(Canonical(name));

    internal static IReadOnlyList<HttpHeaderConfig> Read(MappingReader owner, string key, bool areReservedAllowed)
    {
        if (owner.Take(key) is not { } node)
        {
            return [];
        }

        if (node.Kind != YamlNodeKind.Mapping)
        {
            ValueReader.Mismatch(owner.Reading, node, "map[string]config.Header");
            return [];
        }

        var headers = new List<HttpHeaderConfig>();
        foreach (var (name, value) in node.Entries)
        {
            if (!areReservedAllowed && IsReserved(name.Value))
            {
                owner.Reading.Error(
                    name.Location, $"setting header {YamlScalars.Quote(Canonical(name.Value))} is not allowed");
            }

            var mapping = new MappingReader(owner.Reading, value, "config.Header", key);
            headers.Add(new HttpHeaderConfig
            {
                Name = name.Value,
                Values = mapping.Texts("values"),
                Secrets = [.. mapping.Texts("secrets").Select(secret => new Secret(secret))],
                Files = [.. mapping.Texts("files").Select(owner.Reading.Resolve)],
            });
            mapping.Close();
        }

        return headers;
    }

    /// <summary>Headers of a CONNECT request: names with lists of secret values.</summary>
    internal static IReadOnlyList<HttpHeaderConfig> ReadConnectHeaders(MappingReader owner, string key)
    {
        if (owner.Take(key) is not { } node)
        {
            return [];
        }

        if (node.Kind != YamlNodeKind.Mapping)
        {
            ValueReader.Mismatch(owner.Reading, node, "config.ProxyHeader");
            return [];
        }

        var headers = new List<HttpHeaderConfig>();
        foreach (var (name, value) in node.Entries)
        {
            if (value.Kind != YamlNodeKind.Sequence)
            {
                ValueReader.Mismatch(owner.Reading, value, "[]config.Secret");
                continue;
            }

            var values = value.Items.Select(item => ValueReader.Text(owner.Reading, item)).OfType<string>();
            headers.Add(
                new HttpHeaderConfig { Name = name.Value, Secrets = [.. values.Select(text => new Secret(text))] });
        }

        return headers;
    }
}
