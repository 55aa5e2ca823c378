namespace Belfry.Configuration.Http;

/// <summary>A version of TLS, as the originals name it.</summary>
public enum TlsVersion
{
    /// <summary>Whatever the platform prefers.</summary>
    Unspecified,

    /// <summary><c>TLS10</c></summary>
    Tls10,

    /// <summary><c>TLS11</c></summary>
    Tls11,

    /// <summary><c>TLS12</c></summary>
    Tls12,

    /// <summary><c>TLS13</c></summary>
    Tls13,
}
