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

    /// <summary>True when the headers are always the same: nothing comes from a file.</summary>
    internal bool IsConstant { get; } =
        config.BasicAuth is not { UsernameFile.Length: > 0 } and not { PasswordFile.Length: > 0 }
        && config.Authorization is not { CredentialsFile.Length: > 0 }
        && config.HttpHeaders.All(header => header.Files.Count == 0);

    /// <summary>The configured headers, a name for each value.</summary>
    /// <exception cref="ScrapeFailedException">A secret's file cannot be read.</exception>
    internal IEnumerable<KeyValuePair<string, string>> Headers()
    {
        if (config.BasicAuth is { } basic)
        {
            var user = basic.UsernameFile.Length > 0 ? Read(basic.UsernameFile) : basic.Username;
            var password = basic.PasswordFile.Length > 0 ? Read(basic.PasswordFile) : basic.Password?.Reveal() ?? "";
            var credentials = Convert.ToBase64String(TextEncoding.UTF8.GetBytes($"{user}:{password}"));
            yield return new("Authorization", "Basic " + credentials);
        }

        if (config.Authorization is { } authorization)
        {
            var credentials = authorization.CredentialsFile.Length > 0
                ? Read(authorization.CredentialsFile)
                : authorization.Credentials?.Reveal() ?? "";
            yield return new("Authorization", $"{authorization.Type} {credentials}");
        }

        foreach (var header in config.HttpHeaders)
        {
            var values = header.Values
                .Concat(header.Secrets.Select(secret => secret.Reveal()))
                .Concat(header.Files.Select(Read));
            foreach (var value in values)
            {
                yield return new(header.Name, value);
            }
        }
    }

    private static string Read(string file) =>
        UserFiles.TryReadText(file, SecretFileBytesMax, out var text, out var error)
            ? text.Trim()
            : throw new ScrapeFailedException($"unable to read file {file}: {error}");
}
