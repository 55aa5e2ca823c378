using Belfry.Configuration.Http;

namespace Belfry.Configuration.Alertmanager;

/// <summary>What <c>global</c> gives to receivers that leave something out.</summary>
internal sealed record GlobalDefaults
{
    internal HttpClientConfig HttpClient { get; init; } = new();

    internal HostPort? Smarthost { get; init; }

    internal string From { get; init; } = "";

    internal string Hello { get; init; } = "localhost";

    internal string AuthUsername { get; init; } = "";

    internal Secret? AuthPassword { get; init; }

    internal string AuthPasswordFile { get; init; } = "";

    internal Secret? AuthSecret { get; init; }

    internal string AuthSecretFile { get; init; } = "";

    internal string AuthIdentity { get; init; } = "";

    internal bool RequireTls { get; init; } = true;

    internal bool? ForceImplicitTls { get; init; }

    internal TlsConfig Tls { get; init; } = new();

    internal Secret? SlackApiUrl { get; init; }

    internal string SlackApiUrlFile { get; init; } = "";

    internal Secret? SlackAppToken { get; init; }

    internal string SlackAppTokenFile { get; init; } = "";

    internal string SlackAppUrl { get; init; } = "https://slack.com/api/chat.postMessage";

    /// <summary>
    /// The keys of <c>global</c> that have a value, for kinds that only need to know that there is one.
    /// </summary>
    internal IReadOnlySet<string> Keys { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}
