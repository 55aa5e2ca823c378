using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Http;

/// <summary>Reads an <c>oauth2</c> section.</summary>
internal static class OAuth2Reader
{
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    internal static OAuth2Config Read(Reading reading, YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "config.OAuth2", "oauth2");
        var config = new OAuth2Config
        {
            ClientId = mapping.Text("client_id"),
            ClientSecret = mapping.Secret("client_secret"),
            ClientSecretFile = mapping.FilePath("client_secret_file"),
            Scopes = mapping.Texts("scopes"),
            TokenUrl = mapping.Text("token_url"),
            EndpointParams = mapping.NamedTexts("endpoint_params"),
            Tls = TlsReader.Read(mapping, "tls_config"),
            Proxy = ProxyReader.ReadInlined(mapping),
        };
        if (config.ClientId.Length == 0)
        {
            reading.Error(mapping.PlaceOf("client_id"), "oauth2 client_id must be configured");
        }

        if (config.TokenUrl.Length == 0)
        {
            reading.Error(mapping.PlaceOf("token_url"), "oauth2 token_url must be configured");
        }

        CheckGrant(mapping);
        mapping.Close();
        return config;
    }

    private static void CheckGrant(MappingReader mapping)
    {
        var grant = mapping.Text("grant_type");
        var algorithm = mapping.Text("signature_algorithm");
        string[] certificateKeys = ["client_certificate_key", "client_certificate_key_file",
            "client_certificate_key_ref"];
        string[] others = ["client_certificate_key_id", "iss", "audience", "claims"];
        foreach (var key in others.Concat(certificateKeys))
        {
            mapping.Take(key);
        }

        if (grant == JwtBearer)
        {
            SecretReference.AtMostOne(
                mapping,
                "at most one of oauth2 client_certificate_key, client_certificate_key_file & "
                + "client_certificate_key_ref "
                + "must be configured using grant-type=urn:ietf:params:oauth:grant-type:jwt-bearer",
                certificateKeys);
            if (algorithm is not ("" or "RS256" or "RS384" or "RS512"))
            {
                mapping.Error("signature_algorithm", "valid signature algorithms are RS256, RS384 and RS512");
            }

            mapping.Reading.NotDone(mapping.PlaceOf("grant_type"), $"grant_type: {JwtBearer}");
            return;
        }

        SecretReference.AtMostOne(
            mapping,
            "at most one of oauth2 client_secret, client_secret_file & client_secret_ref must be configured using "
            + "grant-type=client_credentials",
            "client_secret", "client_secret_file", "client_secret_ref");
    }
}
