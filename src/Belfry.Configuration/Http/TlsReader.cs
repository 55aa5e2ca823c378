using Belfry.Configuration.Binding;

namespace Belfry.Configuration.Http;

/// <summary>Reads a <c>tls_config</c> section.</summary>
internal static class TlsReader
{
    private static readonly (string Name, TlsVersion Version)[] Versions =
    [
        ("TLS10", TlsVersion.Tls10), ("TLS11", TlsVersion.Tls11), ("TLS12", TlsVersion.Tls12), (
            "TLS13", TlsVersion.Tls13),
    ];

    internal static TlsConfig Read(MappingReader owner, string key)
    {
        var mapping = owner.Section(key, "config.plain");
        var config = new TlsConfig
        {
            Ca = mapping.Text("ca"),
            CaFile = mapping.FilePath("ca_file"),
            Cert = mapping.Text("cert"),
            CertFile = mapping.FilePath("cert_file"),
            Key = mapping.Secret("key"),
            KeyFile = mapping.FilePath("key_file"),
            ServerName = mapping.Text("server_name"),
            InsecureSkipVerify = mapping.Flag("insecure_skip_verify"),
            MinVersion = ReadVersion(mapping, "min_version"),
            MaxVersion = ReadVersion(mapping, "max_version"),
        };
        Check(mapping, config);
        mapping.Close();
        return config;
    }

    private static void Check(MappingReader mapping, TlsConfig config)
    {
        SecretReference.AtMostOne(
            mapping, "at most one of ca, ca_file & ca_ref must be configured", "ca", "ca_file", "ca_ref");
        SecretReference.AtMostOne(
            mapping, "at most one of cert, cert_file & cert_ref must be configured", "cert", "cert_file", "cert_ref");
        SecretReference.AtMostOne(
            mapping, "at most one of key and key_file must be configured", "key", "key_file", "key_ref");
        var hasCert = config.Cert.Length > 0 || config.CertFile.Length > 0 || mapping.Text("cert_ref").Length > 0;
        var hasKey = config.Key is not null || config.KeyFile.Length > 0 || mapping.Text("key_ref").Length > 0;
        if (hasCert && !hasKey)
        {
            mapping.Reading.Error(
                mapping.Location,
                "exactly one of key or key_file must be configured when a client certificate is configured");
        }
        else if (hasKey && !hasCert)
        {
            mapping.Reading.Error(
                mapping.Location,
                "exactly one of cert or cert_file must be configured when a client key is configured");
        }

        if (config.MinVersion != TlsVersion.Unspecified && config.MaxVersion != TlsVersion.Unspecified
            && config.MaxVersion < config.MinVersion)
        {
            mapping.Error(
                "max_version",
                "tls_config.max_version must be greater than or equal to tls_config.min_version if both are specified");
        }
    }

    private static TlsVersion ReadVersion(MappingReader mapping, string key)
    {
        var text = mapping.Text(key);
        if (text.Length == 0)
        {
            return TlsVersion.Unspecified;
        }

        foreach (var (name, version) in Versions)
        {
            if (name == text)
            {
                return version;
            }
        }

        mapping.Error(key, $"unknown TLS version: {text}", "it is one of TLS10, TLS11, TLS12 and TLS13");
        return TlsVersion.Unspecified;
    }
}
