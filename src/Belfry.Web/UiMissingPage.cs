using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Belfry.Web;

/// <summary>What stands at the page's addresses when the server was built without the page.</summary>
internal static class UiMissingPage
{
    private const string Html = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="dark light">
        <title>Belfry</title>
        <style>
          body { font: 16px/1.55 system-ui, sans-serif; max-width: 38rem; margin: 12vh auto; padding: 0 1.25rem; }
          h1 { font-size: 1.4rem; } code { background: #8882; padding: .1em .35em; border-radius: 4px; }
        </style>
        <h1>Belfry is running, without its web page</h1>
        <p>This server was built on a machine without Node.js, so the page is not in it. Metrics, rules and alerts
          work.</p>
        <p>To get the page: install Node.js 20.19 or newer, build again with <code>dotnet build</code> (or
          <code>dotnet run</code>), and start the new server. The build said the same in warning
          <code>UI0001</code>.</p>
        <p>Until then: <a href="api/v1/query?query=up">HTTP API</a>, <a href="api/v1/targets">targets</a>,
          <a href="api/v1/alerts">alerts</a>, <a href="metrics">metrics</a>. Grafana and promtool work with this
          address.</p>
        </html>
        """;

    /// <summary>Answers 200: the server itself is well, and a probe of `/` must not restart it.</summary>
    internal static Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        WebUi.AddSecurityHeaders(response.Headers);
        response.Headers[HeaderNames.CacheControl] = "no-cache";
        return TypedResults.Content(Html, "text/html; charset=utf-8").ExecuteAsync(context);
    }
}
