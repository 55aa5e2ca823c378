namespace Belfry.Configuration.Http;

/// <summary>TLS of a client. The default value trusts the system's authorities and shows no certificate.</summary>
public sealed record TlsConfig
{
    /// <summary>The authorities to trust, as PEM text; empty when not given here.</summary>
    public string Ca { get; init; } = "";

    /// <summary>The file of the authorities to trust; empty when there is none.</summary>
    public string CaFile { get; init; } = "";

    /// <summary>The client's certificate as PEM text; empty when not given here.</summary>
    public string Cert { get; init; } = "";

    /// <summary>The file of the client's certificate; empty when there is none.</summary>
    public string CertFile { get; init; } = "";

    /// <summary>The client's private key as PEM text; null when not given here.</summary>
    public Secret? Key { get; init; }

    /// <summary>The file of the client's private key; empty when there is none.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>The name that the server must prove; empty for the host of the URL.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>True to accept any certificate of the server.</summary>
    public bool InsecureSkipVerify { get; init; }

    /// <summary>The lowest version to accept.</summary>
    public TlsVersion MinVersion { get; init; }

    /// <summary>The highest version to accept.</summary>
    public TlsVersion MaxVersion { get; init; }
}
