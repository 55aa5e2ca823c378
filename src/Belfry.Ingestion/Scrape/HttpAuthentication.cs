using System.Net.Http.Headers;
using Belfry.Configuration.Http;
using Belfry.Platform.Disk;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// The headers that show who we are. Secrets in files are read again for every request, so that they can be rotated.
/// Thread-safe.
/// </summary>
internal sealed class HttpAuthentication(HttpClientConfig config)
{
    private const int SecretFileBytesMax = 1 << 20;

    /// <summary>Adds the configured headers.</summary>
    /// <exception cref="ScrapeFailedException">A secret's file cannot be read.</exception>
    internal void AddTo(HttpRequestHeaders headers)
    {
        if (config.BasicAuth is { } basic)
        {
            var user = basic.UsernameFile.Length > 0 ? Read(basic.UsernameFile) : basic.Username;
            var password = basic.PasswordFile.Length > 0 ? Read(basic.PasswordFile) : basic.Password?.Reveal() ?? "";
            var credentials = Convert.ToBase64String(TextEncoding.UTF8.GetBytes($"{user}:{password}"));
            headers.TryAddWithoutValidation("Authorization", "Basic " + credentials);
        }

        if (config.Authorization is { } authorization)
        {
            var credentials = authorization.CredentialsFile.Length > 0
                ? Read(authorization.CredentialsFile)
                : authorization.Credentials?.Reveal() ?? "";
            headers.TryAddWithoutValidation("Authorization", $"{authorization.Type} {credentials}");
        }

        foreach (var header in config.HttpHeaders)
        {
            headers.TryAddWithoutValidation(header.Name, header.Values);
            headers.TryAddWithoutValidation(header.Name, header.Secrets.Select(secret => secret.Reveal()));
            headers.TryAddWithoutValidation(header.Name, header.Files.Select(Read));
        }
    }

    private static string Read(string file) =>
        UserFiles.TryReadText(file, SecretFileBytesMax, out var text, out var error)
            ? text.Trim()
            : throw new ScrapeFailedException($"unable to read file {file}: {error}");
}
