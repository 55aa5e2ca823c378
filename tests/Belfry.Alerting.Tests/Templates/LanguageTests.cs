using Belfry.Alerting.Templates;
using Belfry.Alerting.Templates.Values;
using Xunit;

namespace Belfry.Alerting.Tests.Templates;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("a {{ .n }} b", "a 7 b")]
    [InlineData("a  {{- .n -}}  b", "a7b")]
    [InlineData("a {{/* words */}}b{{- /* more */ -}} c", "a bc")]
    [InlineData("{{ .map.deep.er }}", "x")]
    [InlineData("{{ (index .list 1).word }}", "two")]
    [InlineData("{{ .missing }}", "<no value>")]
    [InlineData("{{ .missing.more }}", "<no value>")]
    [InlineData("{{ if .n }}yes{{ else }}no{{ end }}", "yes")]
    [InlineData("{{ if .zero }}a{{ else if .empty }}b{{ else }}c{{ end }}", "c")]
    [InlineData("{{ with .missing }}a{{ else with .n }}b{{ . }}{{ else }}c{{ end }}", "b7")]
    [InlineData("{{ with $x := .n }}{{ $x }}{{ . }}{{ end }}", "77")]
    [InlineData("{{ range .texts }}{{ . }},{{ end }}", "b,a,")]
    [InlineData("{{ range $i, $e := .texts }}{{ $i }}{{ $e }}{{ end }}", "0b1a")]
    [InlineData("{{ range $e := .texts }}{{ $e }}{{ end }}", "ba")]
    [InlineData("{{ range $k, $v := .map }}{{ $k }}={{ $v }};{{ end }}", "a=1;deep=map[er:x];z=2;")]
    [InlineData("{{ range .none }}x{{ else }}nothing{{ end }}", "nothing")]
    [InlineData("{{ range 3 }}{{ . }}{{ end }}", "012")]
    [InlineData("{{ range $i, $e := .texts }}{{ if $i }}{{ break }}{{ end }}{{ $e }}{{ end }}", "b")]
    [InlineData("{{ range .texts }}{{ if eq . \"b\" }}{{ continue }}{{ end }}{{ . }}{{ end }}", "a")]
    [InlineData("{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}", "2")]
    [InlineData("{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }}", "1")]
    [InlineData("{{ define \"d\" }}[{{ . }}{{ $ }}]{{ end }}{{ template \"d\" .n }}", "[77]")]
    [InlineData("{{ block \"d\" .n }}({{ . }}){{ end }}", "(7)")]
    [InlineData("{{ template \"d\" }}{{ define \"d\" }}{{ . }}{{ end }}", "<no value>")]
    [InlineData("{{ \"x\" | printf \"%s-%s\" \"y\" }}", "y-x")]
    [InlineData("{{ `raw \"x\"` }}{{ \"\\u00e9\\n\" }}", "raw \"x\"é\n")]
    [InlineData("{{ 'a' }} {{ 0x1F }} {{ 0b101 }} {{ 1_000 }} {{ 1e3 }} {{ 1.50 }} {{ -3 }}", "97 31 5 1000 1000 1.5 -3")]
    [InlineData("{{ true }}{{ not true }}", "truefalse")]
    public void Actions_do_what_they_do_in_Go(string text, string expected) =>
        Assert.Equal(expected, TemplateBench.Text(text, Data()));

    [Theory]
    [InlineData("{{ and 1 0 2 }}", "0")]
    [InlineData("{{ and 1 2 }}", "2")]
    [InlineData("{{ or 0 \"\" 3 4 }}", "3")]
    [InlineData("{{ or 1 (index .texts 9) }}", "1")]
    [InlineData("{{ eq 1 2 1 }} {{ ne 1 1 }} {{ lt 1 2 }} {{ le 2 2 }} {{ gt \"b\" \"a\" }} {{ ge 1.5 2.5 }}", "true false true true true false")]
    [InlineData("{{ eq .missing nil }}", "true")]
    [InlineData("{{ len .texts }} {{ len .map }} {{ len \"é\" }}", "2 3 2")]
    [InlineData("{{ index .map \"z\" }} {{ index .texts 0 }} {{ index \"abc\" 1 }}", "2 b 98")]
    [InlineData("{{ slice \"abcdef\" 1 3 }} {{ slice .texts 1 }}", "bc [a]")]
    [InlineData("{{ print 1 2 \"a\" 3 nil }}", "1 2a3 <nil>")]
    [InlineData("{{ println 1 \"a\" }}", "1 a\n")]
    [InlineData("{{ html \"<a href='x'>&\" }}", "&lt;a href=&#39;x&#39;&gt;&amp;")]
    [InlineData("{{ js \"it's <b> = \\\"x\\\"\" }}", "it\\'s \\u003Cb\\u003E \\u003D \\\"x\\\"")]
    [InlineData("{{ urlquery \"a b&c=d/é\" }}", "a+b%26c%3Dd%2F%C3%A9")]
    public void Built_in_functions_do_what_they_do_in_Go(string text, string expected) =>
        Assert.Equal(expected, TemplateBench.Text(text, Data()));

    [Theory]
    [InlineData("{{", "template: t:1: unclosed action")]
    [InlineData("a\n{{ if }}x{{ end }}", "template: t:2: missing value for if")]
    [InlineData("{{ end }}", "template: t:1: unexpected {{end}}")]
    [InlineData("{{ if 1 }}", "template: t:1: unexpected EOF")]
    [InlineData("{{ nope 1 }}", "template: t:1: function \"nope\" not defined")]
    [InlineData("{{ $x }}", "template: t:1: undefined variable \"$x\"")]
    [InlineData("{{ (1 }}", "template: t:1: unclosed left paren")]
    [InlineData("{{ \"x }}", "template: t:1: unterminated quoted string")]
    [InlineData("{{ 1 | 2 }}", "template: t:1: non executable command in pipeline stage 2")]
    [InlineData("{{ break }}", "template: t:1: {{break}} outside {{range}}")]
    [InlineData("{{ .n * 2 }}", "template: t:1: unexpected \"*\" in operand")]
    [InlineData("{{ 3a }}", "template: t:1: bad number syntax: \"3a\"")]
    [InlineData("{{/* x }}", "template: t:1: unclosed comment")]
    [InlineData("{{ define \"a\" }}1{{ end }}{{ define \"a\" }}2{{ end }}", "template: t:1: template: multiple definition of template \"a\"")]
    [InlineData("{{ template \"gone\" }}", "template: t:1:12: executing \"t\" at <{{template \"gone\"}}>: template \"gone\" not defined")]
    [InlineData("x\n {{ .n.more }}", "template: t:2:6: executing \"t\" at <.n.more>: can't evaluate field more in type int")]
    [InlineData("{{ len 3 }}", "template: t:1:3: executing \"t\" at <len 3>: error calling len: len of type int")]
    [InlineData("{{ index .texts 5 }}", "template: t:1:3: executing \"t\" at <index .texts 5>: error calling index: index out of range: 5")]
    [InlineData("{{ eq 1 1.0 }}", "template: t:1:3: executing \"t\" at <eq 1 1.0>: error calling eq: incompatible types for comparison")]
    [InlineData("{{ lt true 1 }}", "template: t:1:3: executing \"t\" at <lt true 1>: error calling lt: incompatible types for comparison")]
    [InlineData("{{ not }}", "template: t:1:3: executing \"t\" at <not>: wrong number of args for not: want 1 got 0")]
    [InlineData("{{ printf 3 }}", "template: t:1:10: executing \"t\" at <3>: expected string; found 3")]
    [InlineData("{{ range .n2 }}x{{ end }}", "template: t:1:9: executing \"t\" at <.n2>: range can't iterate over 1.5")]
    [InlineData("{{ nil }}", "template: t:1:3: executing \"t\" at <nil>: nil is not a command")]
    [InlineData("{{ .n 1 }}", "template: t:1:3: executing \"t\" at <.n>: n is not a method but has arguments")]
    public void Mistakes_are_told_in_Gos_words(string text, string error) =>
        Assert.Equal("ERROR " + error, TemplateBench.Text(text, Data()));

    [Theory]
    [InlineData(nameof(MissingKey.NoValue), "<no value>")]
    [InlineData(nameof(MissingKey.Zero), "")]
    [InlineData(nameof(MissingKey.Error), "ERROR template: t:1:3: executing \"t\" at <.x>: map has no entry for key \"x\"")]
    public void A_missing_key_gives_what_the_option_says(string option, string expected)
    {
        var labels = MapValue.OfTexts([]);

        Assert.Equal(
            expected,
            TemplateBench.Text("{{ .x }}", labels, new TemplateOptions { MissingKey = Enum.Parse<MissingKey>(option) }));
    }

    [Theory]
    [InlineData("{{ range 1000000 }}{{ range 1000000 }}{{ end }}{{ end }}", "exceeded maximum of 1000 steps")]
    [InlineData("{{ range 100 }}0123456789{{ end }}", "output exceeds the limit of 500 characters")]
    [InlineData("{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}", "exceeded maximum template depth (20)")]
    public void What_a_template_may_cost_is_bounded(string text, string limit)
    {
        var options = new TemplateOptions { OutputLengthMax = 500, StepCountMax = 1000, DepthMax = 20 };

        Assert.EndsWith(limit, TemplateBench.Text(text, null, options), StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_an_error_and_not_a_crash()
    {
        var deep = "{{ " + new string('(', 100_000) + "1" + new string(')', 100_000) + " }}";

        Assert.EndsWith("max expression depth exceeded", TemplateBench.Text(deep), StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_of_a_later_text_replaces_an_earlier_one()
    {
        var isParsed = TemplateSet.TryParse(
            [new("a", "{{ define \"x\" }}1{{ end }}"), new("b", "{{ define \"x\" }}2{{ end }}")],
            Belfry.Alerting.Templates.Functions.FunctionTable.BuiltIn, null, out var set, out _);

        Assert.True(isParsed);
        Assert.Equal("2", set!.ExecuteText("x", TemplateValue.Nil).Text);
    }

    [Fact]
    public void Every_text_that_does_not_parse_is_named_with_its_place()
    {
        TemplateSet.TryParse(
            [new("a.tmpl", "ok\n  {{ nope }}"), new("b.tmpl", "{{ end }}")],
            Belfry.Alerting.Templates.Functions.FunctionTable.BuiltIn, null, out _, out var diagnostics);

        Assert.Equal(
            [
                "a.tmpl:2:6: error: template: a.tmpl:2: function \"nope\" not defined",
                "b.tmpl:1:8: error: template: b.tmpl:1: unexpected {{end}}",
            ],
            diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    private static MapValue Data() => TemplateBench.Map(
        ("n", 7), ("n2", 1.5), ("zero", 0), ("empty", ""), ("texts", ListValue.OfTexts(["b", "a"])), ("none", Array.Empty<string>()),
        ("map", TemplateBench.Map(("z", 2), ("a", 1), ("deep", TemplateBench.Map(("er", "x"))))),
        ("list", new object[] { TemplateBench.Map(("word", "one")), TemplateBench.Map(("word", "two")) }));
}
