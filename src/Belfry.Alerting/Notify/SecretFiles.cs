using System.Diagnostics.CodeAnalysis;
using Belfry.Configuration;

namespace Belfry.Alerting.Notify;

/// <summary>
/// Secrets that stand in the configuration or in a file that it names; a file may change at any time.
/// </summary>
internal static class SecretFiles
{
    /// <summary>
    /// The file's trimmed text when one is named, otherwise the secret itself, otherwise the empty text.
    /// </summary>
    internal static bool TryRead(
        Secret? secret, string path, IConfigurationFiles files, out string text, [NotNullWhen(false)] out string? error)
    {
        error = null;
        text = secret?.Reveal() ?? "";
        if (path.Length == 0)
        {
            return true;
        }

        if (!files.TryRead(path, out text, out var reason))
        {
            error = $"could not read {path}: {reason}";
            return false;
        }

        text = text.Trim();
        return true;
    }

    /// <summary>The text with every secret in it hidden: servers like to repeat what they were told.</summary>
    internal static string Redact(string text, params ReadOnlySpan<string> secrets)
    {
        foreach (var secret in secrets)
        {
            if (secret.Length > 0)
            {
                text = text.Replace(secret, Secret.Hidden, StringComparison.Ordinal);
            }
        }

        return text;
    }
}
