namespace Belfry.Configuration.Alertmanager;

/// <summary>A host and a port, both not empty: <c>smtp.example.org:587</c>. The port may be a service's name.</summary>
/// <param name="Host">A name or an address, without brackets.</param>
/// <param name="Port">A number or a service's name.</param>
public sealed record HostPort(string Host, string Port)
{
    /// <summary><c>host:port</c>; an IPv6 address in brackets.</summary>
    public override string ToString() =>
        Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
