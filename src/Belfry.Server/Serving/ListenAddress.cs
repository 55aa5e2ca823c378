using System.Globalization;
using System.Net;

namespace Belfry.Server.Serving;

/// <summary>
/// A <c>host:port</c> as Go's listeners take it: <c>:9090</c> is every address, <c>localhost</c> the loopback.
/// </summary>
/// <param name="Text">As it was given.</param>
/// <param name="EndPoint">Where to listen; <see cref="IPAddress.IPv6Any"/> takes IPv4 as well.</param>
internal sealed record ListenAddress(string Text, IPEndPoint EndPoint)
{
    /// <summary>
    /// An address of this machine at which the listener can be reached: a wildcard becomes the loopback.
    /// </summary>
    internal string ReachableHostPort
    {
        get
        {
            var isAny = EndPoint.Address.Equals(IPAddress.Any) || EndPoint.Address.Equals(IPAddress.IPv6Any);
            var host = isAny || EndPoint.Address.Equals(IPAddress.Loopback)
                ? "localhost"
                : new IPEndPoint(EndPoint.Address, 0).ToString()[..^2];
            return string.Create(CultureInfo.InvariantCulture, $"{host}:{EndPoint.Port}");
        }
    }

    /// <summary>Null, with <paramref name="error"/> saying what is expected, when the text is no address.</summary>
    internal static ListenAddress? Parse(string text, out string error)
    {
        error = $"`{text}` is not an address to listen on; write it as `127.0.0.1:9090`, `:9090` or `[::1]:9090`";
        var colon = text.LastIndexOf(':');
        if (colon < 0
            || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return null;
        }

        var host = text[..colon].Trim('[', ']');
        var address = host switch
        {
            "" => IPAddress.IPv6Any,
            "localhost" => IPAddress.Loopback,
            _ => IPAddress.TryParse(host, out var parsed) ? parsed : null,
        };
        return address is null ? null : new ListenAddress(text, new IPEndPoint(address, port));
    }
}
