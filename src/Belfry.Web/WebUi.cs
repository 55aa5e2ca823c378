using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Belfry.Web;

/// <summary>
/// Serves the web page, which is embedded in this assembly. The page asks only the public HTTP API, on the same origin.
/// </summary>
public static class WebUi
{
    /// <summary>
    /// What a browser may load for the page: this origin and nothing else. Inline styles are needed by the charts.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>
    /// The page's own addresses (`ui/src/app/router.tsx`), then those of Prometheus's page that it forwards, since they
    /// stand in alert mails and bookmarks.
    /// </summary>
    private static readonly string[] ClientRoutes =
    [
        "", "query", "alerts", "rules", "targets", "status",
        "graph", "config", "flags", "tsdb-status", "service-discovery",
    ];

    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Maps the page's addresses and the files they need, each by its exact path, so that no other endpoint is ever
    /// shadowed and an unknown path stays a 404. Files named by their content hash may be cached for ever, all others
    /// are revalidated by entity tag; the answer is compressed when the client accepts it. When the assembly was built
    /// without the page (no Node.js), the same addresses answer a short page that says so.
    /// </summary>
    /// <param name="endpoints">The application, or a group under the route prefix.</param>
    /// <returns><paramref name="endpoints"/>, for chaining.</returns>
    public static IEndpointRouteBuilder MapBelfryUi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return MapBelfryUi(endpoints, UiFiles.Embedded(typeof(WebUi).Assembly));
    }

    internal static IEndpointRouteBuilder MapBelfryUi(this IEndpointRouteBuilder endpoints, UiFiles files)
    {
        var index = files.Find("index.html");
        foreach (var route in ClientRoutes)
        {
            RequestDelegate answer = index is null
                ? UiMissingPage.AnswerAsync
                : context => AnswerPageAsync(context, index, isRoot: route.Length == 0);
            endpoints.MapMethods("/" + route, ReadMethods, answer).ExcludeFromDescription();
        }
        foreach (var file in files.All.Where(file => file != index))
        {
            endpoints.MapMethods("/" + file.Path, ReadMethods, context => AnswerFileAsync(context, file))
                .ExcludeFromDescription();
        }
        return endpoints;
    }

    internal static void AddSecurityHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>
    /// The page refers to its files relatively, so that it works under any prefix; for that the root must end in a
    /// slash and every other address must not.
    /// </summary>
    private static Task AnswerPageAsync(HttpContext context, UiFile index, bool isRoot)
    {
        var request = context.Request;
        var path = request.PathBase.Add(request.Path).ToUriComponent();
        if (isRoot == path.EndsWith('/'))
        {
            return AnswerFileAsync(context, index);
        }
        context.Response.Redirect((isRoot ? path + "/" : path.TrimEnd('/')) + request.QueryString, permanent: false);
        return Task.CompletedTask;
    }

    private static Task AnswerFileAsync(HttpContext context, UiFile file)
    {
        var (content, encoding) = file.Negotiate(context.Request.GetTypedHeaders().AcceptEncoding);
        var headers = context.Response.Headers;
        AddSecurityHeaders(headers);
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = file.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }
        // Answers If-None-Match with 304 and HEAD without a body, and closes the stream.
        return TypedResults
            .Stream(content.Open(), file.ContentType, entityTag: content.EntityTag)
            .ExecuteAsync(context);
    }
}
