using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Belfry.Configuration.Http;
using Belfry.Platform.Disk;

namespace Belfry.Ingestion.Scrape;

/// <summary>Makes the HTTP handler that a client configuration asks for: TLS, proxy, redirects.</summary>
internal static class HttpHandlers
{
    private const int CertificateFileBytesMax = 16 << 20;

    internal static HttpMessageHandler Create(HttpClientConfig config)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = config.FollowRedirects,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = config.Proxy.Url is not null || config.Proxy.FromEnvironment,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
            ActivityHeadersPropagator = null,
        };
        if (config.Proxy.Url is { } proxy)
        {
            handler.Proxy = new WebProxy(proxy)
            {
                BypassList = [.. config.Proxy.NoProxy.Split(',',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(host => System.Text.RegularExpressions.Regex.Escape(host))],
            };
        }

        Secure(handler.SslOptions, config.Tls);
        return handler;
    }

    private static void Secure(SslClientAuthenticationOptions options, TlsConfig tls)
    {
        options.EnabledSslProtocols = Protocols(tls.MinVersion, tls.MaxVersion);
        if (tls.ServerName.Length > 0)
        {
            options.TargetHost = tls.ServerName;
        }

        if (tls.InsecureSkipVerify)
        {
            // What the operator asked for by `insecure_skip_verify`.
#pragma warning disable CA5359
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        var authorities = Pem(tls.Ca, tls.CaFile);
        if (authorities.Length > 0)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPem(authorities);
            options.CertificateChainPolicy = policy;
        }

        var certificate = Pem(tls.Cert, tls.CertFile);
        if (certificate.Length > 0)
        {
            var key = Pem(tls.Key?.Reveal() ?? "", tls.KeyFile);
            options.ClientCertificates = [X509Certificate2.CreateFromPem(certificate, key)];
        }
    }

    private static string Pem(string text, string file)
    {
        if (file.Length == 0)
        {
            return text;
        }

        return UserFiles.TryReadText(file, CertificateFileBytesMax, out var read, out var error)
            ? read
            : throw new ScrapeFailedException($"unable to read file {file}: {error}");
    }

    private static SslProtocols Protocols(TlsVersion min, TlsVersion max)
    {
        if (min == TlsVersion.Unspecified && max == TlsVersion.Unspecified)
        {
            return SslProtocols.None;
        }

        var lowest = min == TlsVersion.Unspecified ? TlsVersion.Tls12 : min;
        var highest = max == TlsVersion.Unspecified ? TlsVersion.Tls13 : max;
        var protocols = SslProtocols.None;
        for (var version = lowest; version <= highest; version++)
        {
            protocols |= Protocol(version);
        }

        return protocols;
    }

#pragma warning disable SYSLIB0039, CA5397 // Old versions only when the operator names them.
    private static SslProtocols Protocol(TlsVersion version) => version switch
    {
        TlsVersion.Tls10 => SslProtocols.Tls,
        TlsVersion.Tls11 => SslProtocols.Tls11,
        TlsVersion.Tls13 => SslProtocols.Tls13,
        _ => SslProtocols.Tls12,
    };
#pragma warning restore SYSLIB0039, CA5397
}
