using System.Net;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>Answers scrapes with given texts, by host and port; any other target is down.</summary>
internal sealed class ExpositionHandler(IReadOnlyDictionary<string, string> expositions) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!expositions.TryGetValue(request.RequestUri!.Authority, out var text))
        {
            throw new HttpRequestException("failed: missing port in address");
        }

        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(text, System.Text.Encoding.UTF8, "text/plain"),
        });
    }
}
