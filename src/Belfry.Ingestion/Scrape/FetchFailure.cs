using System.Net.Sockets;
using System.Security.Authentication;

namespace Belfry.Ingestion.Scrape;

/// <summary>Why a target could not be fetched, in the words that operators know from the original.</summary>
internal static class FetchFailure
{
    internal static string Words(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "dial tcp: connect: connection refused";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData }:
                    return "dial tcp: lookup: no such host";
                case SocketException { SocketErrorCode: SocketError.HostUnreachable }:
                    return "dial tcp: connect: no route to host";
                case SocketException { SocketErrorCode: SocketError.ConnectionReset }:
                    return "read tcp: read: connection reset by peer";
                case AuthenticationException:
                    return $"tls: {cause.Message}";
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "unexpected EOF";
                default:
                    break;
            }
        }

        return exception.Message;
    }
}
