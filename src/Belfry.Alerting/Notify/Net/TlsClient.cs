using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Belfry.Configuration;
using Belfry.Configuration.Http;

namespace Belfry.Alerting.Notify.Net;

/// <summary>TLS towards a receiver, from its configuration.</summary>
internal static class TlsClient
{
    /// <summary>
    /// Options to connect with. False, with the reason, when a file cannot be read or is no certificate.
    /// </summary>
    /// <param name="config">The configuration.</param>
    /// <param name="host">The name that the server must prove unless the configuration gives another; may be
    /// empty.</param>
    /// <param name="files">Where certificates are read.</param>
    /// <param name="options">The options.</param>
    /// <param name="error">Why there are none.</param>
    internal static bool TryBuild(
        TlsConfig config, string host, IConfigurationFiles files,
        [NotNullWhen(true)] out SslClientAuthenticationOptions? options, [NotNullWhen(false)] out string? error)
    {
        options = null;
        try
        {
            if (!TryText(config.Ca, config.CaFile, files, out var ca, out error) ||
                !TryText(config.Cert, config.CertFile, files, out var certificate, out error) ||
                !TryText(config.Key?.Reveal() ?? "", config.KeyFile, files, out var key, out error))
            {
                return false;
            }

            options = Build(config, host, ca, certificate, key);
            return true;
        }
        catch (CryptographicException exception)
        {
            error = $"unable to use the configured certificates: {exception.Message}";
            return false;
        }
    }

    private static SslClientAuthenticationOptions Build(
        TlsConfig config, string host, string ca, string certificate, string key)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = config.ServerName.Length > 0 ? config.ServerName : host,
            EnabledSslProtocols = Versions(config.MinVersion, config.MaxVersion),
        };
        if (ca.Length > 0)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.ImportFromPem(ca);
        }

        if (certificate.Length > 0)
        {
            // Through PKCS#12, because a key that lives in memory only is not usable on every platform.
            using var fromPem = X509Certificate2.CreateFromPem(certificate, key);
            options.ClientCertificates =
                [X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null)];
        }

        if (config.InsecureSkipVerify)
        {
            // The user asked for it by name.
#pragma warning disable CA5359
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return options;
    }

    private static bool TryText(
        string inline, string path, IConfigurationFiles files, out string text, [NotNullWhen(false)] out string? error)
    {
        text = inline;
        error = null;
        if (path.Length > 0 && !files.TryRead(path, out text, out var reason))
        {
            error = $"could not read {path}: {reason}";
            return false;
        }

        return true;
    }

    /// <summary>All versions between two; what the platform prefers when neither is given.</summary>
    private static SslProtocols Versions(TlsVersion from, TlsVersion through)
    {
        if (from == TlsVersion.Unspecified && through == TlsVersion.Unspecified)
        {
            return SslProtocols.None;
        }

        // The old versions are offered only to those who name them.
#pragma warning disable CA5397, CA5398, CS0618, SYSLIB0039
        ReadOnlySpan<(TlsVersion, SslProtocols)> known =
        [
            (TlsVersion.Tls10, SslProtocols.Tls), (TlsVersion.Tls11, SslProtocols.Tls11),
            (TlsVersion.Tls12, SslProtocols.Tls12), (TlsVersion.Tls13, SslProtocols.Tls13),
        ];
#pragma warning restore CA5397, CA5398, CS0618, SYSLIB0039
        var lowest = from == TlsVersion.Unspecified ? TlsVersion.Tls12 : from;
        var highest = through == TlsVersion.Unspecified ? TlsVersion.Tls13 : through;
        var versions = SslProtocols.None;
        foreach (var (version, protocol) in known)
        {
            versions |= version >= lowest && version <= highest ? protocol : SslProtocols.None;
        }

        return versions;
    }
}
