using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Belfry.Web.Tests;

/// <summary>The page as it was built into the assembly. Without Node.js there is none, and these are skipped.</summary>
public sealed partial class EmbeddedPageTests
{
    public EmbeddedPageTests() => Assert.SkipWhen(
        UiFiles.Embedded(typeof(WebUi).Assembly).Find("index.html") is null,
        "built without Node.js: there is no page in the assembly");

    [Fact]
    public async Task The_root_answers_the_page()
    {
        await using var server = await UiServer.WithEmbeddedPageAsync();
        using var response = await server.SendAsync("/");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("<div id=\"root\">", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_the_page_names_is_served()
    {
        await using var server = await UiServer.WithEmbeddedPageAsync();
        var names = Reference().Matches(await server.TextAsync("/")).Select(match => match.Groups[1].Value).ToList();

        Assert.Contains(names, name => name.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(names, name => name.EndsWith(".css", StringComparison.Ordinal));
        foreach (var name in names)
        {
            using var response = await server.SendAsync("/" + name);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_packed_script_unpacks_to_the_plain_one(string encoding)
    {
        await using var server = await UiServer.WithEmbeddedPageAsync();
        var script = "/" + Reference().Matches(await server.TextAsync("/")).Select(match => match.Groups[1].Value)
            .First(name => Regex.IsMatch(name, @"^assets/.*\.js$"));
        using var response = await server.SendAsync(script, acceptEncoding: encoding);
        await using var packed = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream unpacked = encoding == "br"
            ? new BrotliStream(packed, CompressionMode.Decompress)
            : new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.Single());
        Assert.Equal(await server.TextAsync(script), text);
    }

    [Theory]
    [InlineData("url(https://fonts.example/x.woff2)")]
    [InlineData("import(\"https://cdn.example/x.js\")")]
    [InlineData("fetch('http://stats.example/')")]
    [InlineData("<script src=\"https://cdn.example/x.js\">")]
    [InlineData("@import \"//cdn.example/x.css\"")]
    public void A_fetch_from_elsewhere_is_recognised(string text) => Assert.Matches(Elsewhere(), text);

    [Fact]
    public void No_file_of_the_page_fetches_from_elsewhere()
    {
        foreach (var file in UiFiles.Embedded(typeof(WebUi).Assembly).All)
        {
            if (!Regex.IsMatch(file.Path, @"\.(js|css|html|svg)$"))
            {
                continue;
            }
            using var reader = new StreamReader(file.Negotiate([]).Content.Open(), Encoding.UTF8);
            var found = Elsewhere().Match(reader.ReadToEnd());
            Assert.False(found.Success, $"{file.Path} fetches {found.Value}");
        }
    }

    [Fact]
    public void The_fonts_are_part_of_the_page() => Assert.Contains(
        UiFiles.Embedded(typeof(WebUi).Assembly).All,
        file => file.Path.EndsWith(".woff2", StringComparison.Ordinal) && file.ContentType == "font/woff2");

    [GeneratedRegex("(?:src|href)=\"\\./([^\"]+)\"")]
    private static partial Regex Reference();

    /// <summary>An address of another host where a browser would load it: url(), import, fetch, src, a link.</summary>
    [GeneratedRegex(
        """(?:url\(|import\(?|fetch\(|WebSocket\(|EventSource\(|\bsrc=|<link[^>]+href=)\s*['"`]?"""
        + "(?:https?:|wss?:)?//[a-z0-9.-]+",
        RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();
}
