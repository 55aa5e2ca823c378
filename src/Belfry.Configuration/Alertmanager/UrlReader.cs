using Belfry.Configuration.Binding;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads URLs as Alertmanager checks them: http or https, with a host.</summary>
internal static class UrlReader
{
    /// <summary>The URL as a secret, because it usually carries one; null when there is none or it is wrong.</summary>
    internal static Secret? ReadSecret(MappingReader mapping, string key)
    {
        var text = mapping.Text(key);
        if (text.Length == 0)
        {
            return null;
        }

        // The secret may already be hidden in a file that was copied from the status page.
        if (text == Secret.Hidden)
        {
            return new Secret(text);
        }

        if (Problem(text) is { } problem)
        {
            mapping.Error(key, problem, "write it like `https://host/path`");
            return null;
        }

        return new Secret(text);
    }

    /// <summary>What is wrong with the URL, without repeating it; null when nothing is.</summary>
    internal static string? Problem(string text)
    {
        var parts = text.Split("://", 2);
        if (parts.Length < 2)
        {
            return "unsupported scheme \"\" for URL";
        }

        if (parts[0] is not ("http" or "https"))
        {
            return $"unsupported scheme {Model.QuotedText.Quote(parts[0])} for URL";
        }

        return parts[1].Length == 0 || parts[1][0] == '/' ? "missing host for URL" : null;
    }
}
