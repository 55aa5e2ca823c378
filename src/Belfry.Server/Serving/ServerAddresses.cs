using Belfry.Server.Flags;

namespace Belfry.Server.Serving;

/// <summary>Where this server listens and how people reach it, from its flags.</summary>
internal static class ServerAddresses
{
    /// <summary>The listeners' addresses. Every text that is none is in <paramref name="errors"/>.</summary>
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

        return addresses;
    }

    /// <summary>The URL for links, without a slash at its end: as given, or the first address.</summary>
    internal static string ExternalUrl(FlagValues flags, IReadOnlyList<ListenAddress> addresses)
    {
        var given = flags.Text(PrometheusFlags.ExternalUrl).TrimEnd('/');
        return given.Length > 0 ? given : $"http://{addresses[0].ReachableHostPort}";
    }
}
