using System.Security.Cryptography;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager;

namespace Belfry.Alerting.Notify.Email;

/// <summary>
/// How to authenticate with one mail server: the first mechanism that it offers and we have a secret for.
/// </summary>
internal sealed class MailCredentials(EmailConfig config, IConfigurationFiles files)
{
    private readonly List<string> used = [];

    /// <summary>The text without any secret that was used, in whatever coding it was said.</summary>
    internal string Redact(string text) => SecretFiles.Redact(text, [.. used]);

    /// <summary>Authenticates; does nothing when no user is configured.</summary>
    /// <param name="connection">The conversation.</param>
    /// <param name="mechanisms">What the server offers, separated by spaces.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SmtpException">There is no usable mechanism, or the server refuses.</exception>
    internal async Task AuthenticateAsync(
        SmtpConnection connection, string mechanisms, CancellationToken cancellationToken)
    {
        if (config.AuthUsername.Length == 0)
        {
            return;
        }

        var errors = new List<string>();
        foreach (var mechanism in mechanisms.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TrySecret(mechanism.ToUpperInvariant(), out var secret, out var error))
            {
                errors.Add(error);
                continue;
            }

            await AuthenticateAsync(connection, mechanism.ToUpperInvariant(), secret, cancellationToken);
            return;
        }

        throw new SmtpException($"find auth mechanism: {string.Join("; ", errors)}");
    }

    private bool TrySecret(string mechanism, out string secret, out string error)
    {
        secret = "";
        string? reason;
        switch (mechanism)
        {
            case "CRAM-MD5":
                _ = SecretFiles.TryRead(config.AuthSecret, config.AuthSecretFile, files, out secret, out reason);
                error = reason ?? "missing secret for CRAM-MD5 auth mechanism";
                break;
            case "PLAIN" or "LOGIN":
                _ = SecretFiles.TryRead(config.AuthPassword, config.AuthPasswordFile, files, out secret, out reason);
                error = reason ?? $"missing password for {mechanism} auth mechanism";
                break;
            default:
                error = $"unknown auth mechanism: {mechanism}";
                break;
        }

        return secret.Length > 0;
    }

    private async Task AuthenticateAsync(
        SmtpConnection connection, string mechanism, string secret, CancellationToken cancellationToken)
    {
        var user = System.Text.Encoding.UTF8.GetBytes(config.AuthUsername);
        var password = System.Text.Encoding.UTF8.GetBytes(secret);
        Remember(secret, password);
        switch (mechanism)
        {
            case "PLAIN":
                RequirePrivacy(connection);
                var plain =
                    System.Text.Encoding.UTF8.GetBytes($"{config.AuthIdentity}\0{config.AuthUsername}\0{secret}");
                used.Add(Convert.ToBase64String(plain));
                await connection.AuthenticateAsync("PLAIN", plain, _ => null, cancellationToken);
                break;
            case "LOGIN":
                await connection.AuthenticateAsync("LOGIN", null, challenge =>
                    AnswerLogin(challenge, user, password), cancellationToken);
                break;
            default:
                await connection.AuthenticateAsync("CRAM-MD5", null, challenge =>
                    AnswerCram(challenge, password), cancellationToken);
                break;
        }
    }

    private void Remember(string secret, byte[] bytes)
    {
        used.Add(secret);
        used.Add(Convert.ToBase64String(bytes));
    }

    /// <summary>As in Go's client, a plain password goes only to TLS or to this very machine.</summary>
    private void RequirePrivacy(SmtpConnection connection)
    {
        if (!connection.IsEncrypted && config.Smarthost.Host is not ("localhost" or "127.0.0.1" or "::1"))
        {
            throw new SmtpException("PLAIN auth: unencrypted connection");
        }
    }

    private static byte[]? AnswerLogin(byte[] challenge, byte[] user, byte[] password) =>
        System.Text.Encoding.UTF8.GetString(challenge).ToLowerInvariant() switch
        {
            "username:" => user,
            "password:" => password,
            _ => null,
        };

    private byte[] AnswerCram(byte[] challenge, byte[] secret)
    {
        // RFC 2195 knows no other hash; the challenge makes it single-use.
#pragma warning disable CA5351
        var digest = HMACMD5.HashData(secret, challenge);
#pragma warning restore CA5351
        return System.Text.Encoding.UTF8.GetBytes($"{config.AuthUsername} {Convert.ToHexStringLower(digest)}");
    }
}
