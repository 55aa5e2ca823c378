using Belfry.Configuration.Http;
using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Alertmanager;

/// <summary>One <c>email_configs</c> entry with the values of <c>global</c> filled in.</summary>
public sealed record EmailConfig
{
    /// <summary>True to send when alerts are resolved.</summary>
    public bool SendResolved { get; init; }

    /// <summary>Comma-separated addresses, a template; not empty.</summary>
    public required string To { get; init; }

    /// <summary>The sender's address, a template; not empty.</summary>
    public required string From { get; init; }

    /// <summary>The name to greet the server with.</summary>
    public string Hello { get; init; } = "localhost";

    /// <summary>The server.</summary>
    public required HostPort Smarthost { get; init; }

    /// <summary>The user of PLAIN, LOGIN and CRAM-MD5; empty for no authentication.</summary>
    public string AuthUsername { get; init; } = "";

    /// <summary>The password; null when there is none here.</summary>
    public Secret? AuthPassword { get; init; }

    /// <summary>The file to read the password from; empty when there is none.</summary>
    public string AuthPasswordFile { get; init; } = "";

    /// <summary>The secret of CRAM-MD5; null when there is none here.</summary>
    public Secret? AuthSecret { get; init; }

    /// <summary>The file to read the secret from; empty when there is none.</summary>
    public string AuthSecretFile { get; init; } = "";

    /// <summary>The identity of PLAIN; empty for the user.</summary>
    public string AuthIdentity { get; init; } = "";

    /// <summary>Headers as templates, names in canonical form (<c>Reply-To</c>) and unique, sorted by name.</summary>
    public IReadOnlyList<NamedText> Headers { get; init; } = [];

    /// <summary>The HTML body, a template; empty for none.</summary>
    public string Html { get; init; } = DefaultHtml;

    /// <summary>The plain body, a template; empty for none.</summary>
    public string Text { get; init; } = "";

    /// <summary>True to refuse a server without STARTTLS.</summary>
    public bool RequireTls { get; init; } = true;

    /// <summary>TLS towards the server.</summary>
    public TlsConfig Tls { get; init; } = new();

    /// <summary>
    /// True for TLS from the first byte, false for STARTTLS, null to decide by port (465 is implicit).
    /// </summary>
    public bool? ForceImplicitTls { get; init; }

    /// <summary>True to send the mails of a group as one thread.</summary>
    public bool IsThreaded { get; init; }

    /// <summary><c>none</c> or <c>daily</c>: whether a thread ends with the day.</summary>
    public string ThreadByDate { get; init; } = "daily";

    /// <summary>Where the entry is written.</summary>
    public SourceLocation Location { get; init; }

    /// <summary>The HTML body when none is configured.</summary>
    public const string DefaultHtml = "{{ template \"email.default.html\" . }}";
}
