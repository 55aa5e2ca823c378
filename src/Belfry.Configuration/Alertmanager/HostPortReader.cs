using Belfry.Configuration.Binding;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads <c>host:port</c> as Go's <c>net.SplitHostPort</c> does.</summary>
internal static class HostPortReader
{
    /// <summary>The address; null when there is none or it is wrong, which is reported.</summary>
    internal static HostPort? Read(MappingReader mapping, string key)
    {
        var text = mapping.Text(key);
        if (text.Length == 0)
        {
            return null;
        }

        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        var isBracketed = host is ['[', .., ']'];
        var problem = colon < 0 ? $"address {text}: missing port in address"
            : !isBracketed && host.Contains(':', StringComparison.Ordinal)
                ? $"address {text}: too many colons in address"
            : colon == text.Length - 1 ? $"address {Model.QuotedText.Quote(text)}: port cannot be empty"
            : null;
        if (problem is null)
        {
            return new HostPort(isBracketed ? host[1..^1] : host, text[(colon + 1)..]);
        }

        mapping.Error(key, problem, "write it like `smtp.example.org:587`");
        return null;
    }
}
