using Belfry.Ingestion.Push;

namespace Belfry.Api.Prometheus;

/// <summary>
/// Tells from a request's headers which remote-write message it holds. Semantics and words: client_golang
/// <c>exp/api/remote</c>, which is what Prometheus receives with.
/// </summary>
internal static class RemoteWriteMediaType
{
    private const string Protobuf = "application/x-protobuf";

    /// <summary>
    /// Reads <c>Content-Type</c> and <c>Content-Encoding</c>. A text when the request cannot be taken (415), else null.
    /// </summary>
    /// <param name="contentType">May be empty, which is remote write 1.0.</param>
    /// <param name="contentEncoding">May be empty, which is Snappy.</param>
    /// <param name="accepted">The messages that are taken.</param>
    /// <param name="message">The one that it is.</param>
    internal static string? FindProblem(
        string contentType,
        string contentEncoding,
        IReadOnlyList<RemoteWriteMessage> accepted,
        out RemoteWriteMessage message)
    {
        message = RemoteWriteMessage.V1;
        if (contentEncoding is not ("" or "snappy"))
        {
            return $"{contentEncoding} encoding (compression) is not accepted by this server; "
                + "only snappy is acceptable";
        }

        return FindMessage(contentType, out message)
            ?? (accepted.Contains(message)
                ? null
                : $"{NameOf(message)} protobuf message is not accepted by this server; "
                    + $"only accepts {string.Join(", ", accepted.Select(NameOf))}");
    }

    /// <summary>The full name of the message.</summary>
    internal static string NameOf(RemoteWriteMessage message) => RemoteWriteMessages.NameOf(message);

    private static string? FindMessage(string contentType, out RemoteWriteMessage message)
    {
        message = RemoteWriteMessage.V1;
        if (contentType is "" or Protobuf)
        {
            return null;
        }

        var parts = contentType.Trim().Split(';');
        if (parts[0] != Protobuf)
        {
            return $"expected {Protobuf} as the first (media) part, got {contentType} content-type";
        }

        foreach (var part in parts.AsSpan(1))
        {
            var pair = part.Split('=');
            if (pair.Length != 2)
            {
                return "as per https://www.rfc-editor.org/rfc/rfc9110#parameter expected parameters to be key-values, "
                    + $"got {part} in {contentType} content-type";
            }

            if (pair[0].Trim() == "proto")
            {
                return RemoteWriteMessages.TryParse(pair[1], out message)
                    ? null
                    : $"got {contentType} content type; {RemoteWriteMessages.UnknownText(pair[1])}";
            }
        }

        return null;
    }
}
