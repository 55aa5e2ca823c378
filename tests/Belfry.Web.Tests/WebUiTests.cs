using System.Net;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Belfry.Web.Tests;

/// <summary>What is served, how it may be cached, and what is left alone.</summary>
public sealed class WebUiTests
{
    private static readonly (string, string)[] SmallPage =
    [
        ("index.html", "<p>the page</p>"),
        ("boot.js", "boot()"),
        ("assets/app-4f2a.js", "plain script"),
        ("assets/app-4f2a.js.br", "brotli script"),
        ("assets/app-4f2a.js.gz", "gzip script"),
    ];

    [Theory]
    [InlineData("/")]
    [InlineData("/query")]
    [InlineData("/alerts")]
    [InlineData("/rules")]
    [InlineData("/targets")]
    [InlineData("/status")]
    [InlineData("/graph?g0.expr=up&g0.tab=1")]
    public async Task Each_address_of_the_page_answers_the_page(string path)
    {
        await using var server = await UiServer.WithFilesAsync(SmallPage);

        Assert.Equal("<p>the page</p>", await server.TextAsync(path));
    }

    [Theory]
    [InlineData("/api/v1/alerts", "the api")]
    [InlineData("/metrics", "the metrics")]
    public async Task Other_endpoints_are_not_shadowed(string path, string expected)
    {
        await using var server = await UiServer.WithFilesAsync(SmallPage);

        Assert.Equal(expected, await server.TextAsync(path));
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/nothing")]
    [InlineData("/assets/app-0000.js")]
    [InlineData("/assets/app-4f2a.js.br")]
    [InlineData("/query/deeper")]
    public async Task An_unknown_path_is_not_found(string path)
    {
        await using var server = await UiServer.WithFilesAsync(SmallPage);
        using var response = await server.SendAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br", "brotli script")]
    [InlineData("gzip, deflate", "gzip", "gzip script")]
    [InlineData("br;q=0, gzip", "gzip", "gzip script")]
    [InlineData("*", "br", "brotli script")]
    [InlineData("identity", null, "plain script")]
    [InlineData(null, null, "plain script")]
    public async Task The_best_accepted_encoding_is_sent(string? accepted, string? encoding, string body)
    {
        await using var server = await UiServer.WithFilesAsync(SmallPage);
        using var response = await server.SendAsync("/assets/app-4f2a.js", acceptEncoding: accepted);

        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/javascript; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
    }

    [Fact]
    public async Task A_known_entity_tag_answers_not_modified()
    {
        await using var server = await UiServer.WithFilesAsync(SmallPage);
        using var first = await server.SendAsync("/");
        using var second = await server.SendAsync("/", ifNoneMatch: first.Headers.ETag!.ToString());
        using var other = await server.SendAsync("/", ifNoneMatch: "\"another\"");

        Assert.False(first.Headers.ETag.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Each_encoding_has_an_entity_tag_of_its_own()
    {
        await using var server = await UiServer.WithFilesAsync(SmallPage);
        using var plain = await server.SendAsync("/assets/app-4f2a.js");
        using var brotli = await server.SendAsync("/assets/app-4f2a.js", acceptEncoding: "br");

        Assert.NotEqual(plain.Headers.ETag, brotli.Headers.ETag);
    }

    [Theory]
    [InlineData("/assets/app-4f2a.js", "public, max-age=31536000, immutable")]
    [InlineData("/", "no-cache")]
    [InlineData("/boot.js", "no-cache")]
    public async Task Only_files_named_by_their_content_are_kept_for_ever(string path, string expected)
    {
        await using var server = await UiServer.WithFilesAsync(SmallPage);
        using var response = await server.SendAsync(path);

        Assert.Equal(expected, response.Headers.GetValues("Cache-Control").Single());
    }

    [Fact]
    public async Task A_head_request_answers_the_headers_alone()
    {
        await using var server = await UiServer.WithFilesAsync(SmallPage);
        using var response = await server.SendAsync("/", method: HttpMethod.Head);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("<p>the page</p>".Length, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_page_may_load_from_its_own_origin_only()
    {
        await using var server = await UiServer.WithFilesAsync(SmallPage);
        using var response = await server.SendAsync("/");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Theory]
    [InlineData("/prom", "/prom/")]
    [InlineData("/prom?a=b", "/prom/?a=b")]
    [InlineData("/prom/query/?g0.expr=up", "/prom/query?g0.expr=up")]
    public async Task Under_a_prefix_relative_names_keep_their_root(string path, string expected)
    {
        await using var server = await UiServer.StartAsync(
            endpoints => endpoints.MapGroup("/prom").MapBelfryUi(UiServer.Files(SmallPage)));
        using var response = await server.SendAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(expected, response.Headers.Location?.ToString());
        Assert.Equal("<p>the page</p>", await server.TextAsync("/prom/"));
        Assert.Equal("boot()", await server.TextAsync("/prom/boot.js"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/query")]
    public async Task A_server_built_without_the_page_says_how_to_get_it(string path)
    {
        await using var server = await UiServer.WithFilesAsync();
        using var response = await server.SendAsync(path);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("without its web page", text, StringComparison.Ordinal);
        Assert.Contains("install Node.js 20.19 or newer", text, StringComparison.Ordinal);
        Assert.Contains("href=\"metrics\"", text, StringComparison.Ordinal);
        Assert.Contains("href=\"api/v1/", text, StringComparison.Ordinal);
    }
}
