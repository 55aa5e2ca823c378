using System.Net.Sockets;

namespace Belfry.Alerting.Notify.Net;

/// <summary>
/// Network failures in stable words: the platform's texts hold addresses and differ from system to system.
/// </summary>
internal static class Sockets
{
    internal static string Describe(Exception exception) => (exception as SocketException ??
        exception.InnerException as SocketException)?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "connection refused",
            SocketError.ConnectionReset or SocketError.ConnectionAborted => "connection reset by peer",
            SocketError.TimedOut => "connection timed out",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "no such host",
            SocketError.HostUnreachable or SocketError.HostDown => "no route to host",
            SocketError.NetworkUnreachable or SocketError.NetworkDown => "network is unreachable",
            { } code => $"network failure ({code})",
            null => exception is IOException ? "connection broke" : exception.GetType().Name,
        };
}
