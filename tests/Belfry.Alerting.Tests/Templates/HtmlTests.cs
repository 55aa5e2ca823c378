using Xunit;

namespace Belfry.Alerting.Tests.Templates;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<p>{{ . }}</p>", "<b>\"it's\" a+b & c", "<p>&lt;b&gt;&#34;it&#39;s&#34; a&#43;b &amp; c</p>")]
    [InlineData("<p>{{ . | safeHtml }}</p>", "<b>", "<p><b></p>")]
    [InlineData("<p>{{ . | html }}</p>", "<b>", "<p>&lt;b&gt;</p>")]
    [InlineData("<p title=\"{{ . }}\">", "a\" onclick=\"x", "<p title=\"a&#34; onclick=&#34;x\">")]
    [InlineData("<p title={{ . }}>", "a b>c", "<p title=a&#32;b&gt;c>")]
    [InlineData("<p title=\"{{ . | safeHtml }}\">", "<b>bold</b> & more", "<p title=\"bold & more\">")]
    [InlineData("<title>{{ . }}</title>", "</title><script>", "<title>&lt;/title&gt;&lt;script&gt;</title>")]
    [InlineData("<!-- {{ . }} -->x", "--><script>", "x")]
    [InlineData("<a href=\"{{ . }}\">", "http://x/a b?q=1&r=<", "<a href=\"http://x/a%20b?q=1&amp;r=%3c\">")]
    [InlineData("<a href=\"{{ . }}\">", "javascript:alert(1)", "<a href=\"#ZgotmplZ\">")]
    [InlineData("<a href=\"{{ . | safeUrl }}\">", "tel:123", "<a href=\"tel:123\">")]
    [InlineData("<a href=\"/s?q={{ . }}\">", "a b&c", "<a href=\"/s?q=a%20b%26c\">")]
    [InlineData("<a href=\"/s?q={{ . | urlquery }}\">", "a b&c", "<a href=\"/s?q=a&#43;b%26c\">")]
    [InlineData("<p style=\"color:{{ . }}\">", "red", "<p style=\"color:red\">")]
    [InlineData("<p style=\"color:{{ . }}\">", "expression(alert(1))", "<p style=\"color:ZgotmplZ\">")]
    [InlineData("<script>var x = {{ . }};</script>", "</script>\"", "<script>var x = \"\\u003C/script\\u003E\\u0022\";</script>")]
    [InlineData("<script>var x = '{{ . }}';</script>", "it's", "<script>var x = 'it\\u0027s';</script>")]
    [InlineData("<p {{ . }}=\"x\">", "onclick x", "<p ZgotmplZ=\"x\">")]
    [InlineData("a < b {{ . }}", "<", "a < b &lt;")]
    public void Values_are_escaped_for_their_place(string text, string value, string expected) =>
        Assert.Equal(expected, TemplateBench.Html(text, value));

    [Fact]
    public void A_value_that_is_missing_shows_as_nothing() =>
        Assert.Equal("<p></p>", TemplateBench.Html("<p>{{ .x }}</p>", TemplateBench.Map()));
}
