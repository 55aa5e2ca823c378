using Belfry.Server.Flags;

namespace Belfry.Server.Serving;

/// <summary>Where this server listens and how people reach it, from its flags.</summary>
internal static class ServerAddresses
{
    /// <summary>
    /// The listeners' addresses. Every text that is none, and an external URL that is none, is in
    /// <paramref name="errors"/>.
    /// </summary>
    internal static List<ListenAddress> Parse(FlagValues flags, string flag, out List<string> errors)
    {
        var addresses = new List<ListenAddress>();
        errors = [];
        foreach (var text in flags.All(flag).Where(text => text.Length > 0))
        {
            if (ListenAddress.Parse(text, out var error) is { } address)
            {
                addresses.Add(address);
            }
            else
            {
                errors.Add($"flag `--{flag}`: {error}");
            }
        }

        if (flags.Text(PrometheusFlags.ExternalUrl) is { Length: > 0 } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            errors.Add($"flag `--{PrometheusFlags.ExternalUrl}`: `{url}` is no URL; write it as `https://host/path`");
        }

        return addresses;
    }

    /// <summary>The URL for links, without a slash at its end: as given, or the first address.</summary>
    internal static string ExternalUrl(FlagValues flags, IReadOnlyList<ListenAddress> addresses)
    {
        var given = flags.Text(PrometheusFlags.ExternalUrl).TrimEnd('/');
        return given.Length > 0 ? given : $"http://{addresses[0].ReachableHostPort}";
    }
}
