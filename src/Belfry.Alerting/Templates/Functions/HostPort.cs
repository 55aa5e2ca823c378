using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>Takes <c>host:port</c> apart as Go's <c>net.SplitHostPort</c> does.</summary>
internal static class HostPort
{
    /// <summary>The host, or the whole text when it is not a host with a port.</summary>
    public static string StripPort(string text) => TrySplit(text, out var host, out _) ? host : text;

    /// <summary>The first part of the host's name, with the port if there is one; addresses stay as they are.</summary>
    public static string StripDomain(string text)
    {
        var hasPort = TrySplit(text, out var host, out var port);
        host = hasPort ? host! : text;
        if (IPAddress.TryParse(host, out _) && (host.Contains(':', StringComparison.Ordinal) || host.Count('.') == 3))
        {
            return text;
        }

        var first = host.Split('.')[0];
        return hasPort && port!.Length > 0 ? $"{(first.Contains(':') ? $"[{first}]" : first)}:{port}" : first;
    }

    private static bool TrySplit(
        string text, [NotNullWhen(true)] out string? host, [NotNullWhen(true)] out string? port)
    {
        host = port = null;
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return false;
        }

        var before = text[..colon];
        if (before.StartsWith('['))
        {
            if (!before.EndsWith(']') || before.AsSpan(1, before.Length - 2).ContainsAny('[', ']'))
            {
                return false;
            }

            before = before[1..^1];
        }
        else if (before.AsSpan().ContainsAny(':', '[', ']'))
        {
            return false;
        }

        port = text[(colon + 1)..];
        host = before;
        return !port.AsSpan().ContainsAny('[', ']');
    }
}
