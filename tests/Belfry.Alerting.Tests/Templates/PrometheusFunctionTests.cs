using Belfry.Alerting.Templates;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Prometheus;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;
using Xunit;

namespace Belfry.Alerting.Tests.Templates;

public sealed class PrometheusFunctionTests
{
    [Theory]
    [InlineData("{{ humanize 0.0 }} {{ humanize 1 }} {{ humanize 1536 }} {{ humanize -2500000 }} {{ humanize 0.00032 }}", "0 1 1.536k -2.5M 320u")]
    [InlineData("{{ humanize1024 0 }} {{ humanize1024 1536 }} {{ humanize1024 3221225472 }}", "0 1.5ki 3Gi")]
    [InlineData("{{ humanizeDuration 0 }} {{ humanizeDuration 59.5 }} {{ humanizeDuration 61 }} {{ humanizeDuration 90061 }}", "0s 59.5s 1m 1s 1d 1h 1m 1s")]
    [InlineData("{{ humanizeDuration 0.0021 }} {{ humanizeDuration -3600 }}", "2.1ms -1h 0m 0s")]
    [InlineData("{{ humanizePercentage 0.5 }} {{ humanizePercentage \"0.12345\" }}", "50% 12.35%")]
    [InlineData("{{ humanizeTimestamp 1700000000.5 }}", "2023-11-14 22:13:20.5 +0000 UTC")]
    [InlineData("{{ (toTime 1700000000).Year }} {{ (toTime 1700000000).Weekday }} {{ (toTime 0).Month }}", "2023 Tuesday January")]
    [InlineData("{{ (toTime 86400).Format \"Jan _2 2006 15:04:05.000 MST\" }}", "Jan  2 1970 00:00:00.000 UTC")]
    [InlineData("{{ toDuration 1.5 }} {{ toDuration 5400 }} {{ (toDuration 90).Minutes }}", "1.5s 1h30m0s 1.5")]
    [InlineData("{{ parseDuration \"1h30m\" }} {{ parseDuration \"-5s\" }}", "5400 -5")]
    [InlineData("{{ stripPort \"a.b:80\" }} {{ stripPort \"[::1]:80\" }} {{ stripPort \"a\" }}", "a.b ::1 a")]
    [InlineData("{{ stripDomain \"a.b.c:80\" }} {{ stripDomain \"10.0.0.1:80\" }} {{ stripDomain \"a.b\" }}", "a:80 10.0.0.1:80 a")]
    [InlineData("{{ title \"ab cD\" }} {{ toUpper \"ab\" }} {{ toLower \"AB\" }}", "Ab CD AB ab")]
    [InlineData("{{ reReplaceAll \"(\\\\w+)@(\\\\w+)\" \"$2 at ${1}\" \"me@home\" }}", "home at me")]
    [InlineData("{{ match \"^a.c$\" \"abc\" }} {{ match \"z\" \"abc\" }}", "true false")]
    [InlineData("{{ graphLink \"up == 1\" }} {{ tableLink \"up\" }}", "/graph?g0.expr=up+%3D%3D+1&g0.tab=0 /graph?g0.expr=up&g0.tab=1")]
    [InlineData("{{ urlQueryEscape \"a b\" }} {{ externalURL }} {{ pathPrefix }} {{ now }}", "a+b http://host/prefix /prefix 1.7e+09")]
    [InlineData("{{ with args 1 \"two\" }}{{ .arg0 }}{{ .arg1 }}{{ end }}", "1two")]
    [InlineData("{{ range query \"up\" | sortByLabel \"job\" }}{{ .Labels.job }}={{ .Value }} {{ end }}", "a=2 b=1 ")]
    [InlineData("{{ query \"up\" | first | label \"job\" }}{{ query \"up\" | first | strvalue }}", "b")]
    [InlineData("{{ query \"up\" | first | value }}", "1")]
    public void Functions_do_what_they_do_in_Prometheus(string text, string expected) =>
        Assert.Equal(expected, Expand(text));

    [Theory]
    [InlineData("{{ humanize \"x\" }}", "error calling humanize: strconv.ParseFloat: parsing \"x\": invalid syntax")]
    [InlineData("{{ parseDuration \"1x\" }}", "error calling parseDuration: unknown unit \"x\" in duration \"1x\"")]
    [InlineData("{{ toTime \"NaN\" }}", "error calling toTime: value is NaN or Inf")]
    [InlineData("{{ query \"broken\" }}", "error calling query: no answer")]
    [InlineData("{{ match \"(\" \"x\" }}", "error calling match: error parsing regexp: missing closing ): `(`")]
    public void Their_errors_are_Prometheuss(string text, string error) =>
        Assert.EndsWith(error, Expand(text), StringComparison.Ordinal);

    [Fact]
    public void Consoles_call_definitions_by_computed_names()
    {
        var set = TemplateSet.Empty(PrometheusFunctions.ForConsoles);

        var outcome = set.ExecuteHtmlString(
            "{{ define \"row\" }}<td>{{ . }}</td>{{ end }}{{ tmpl \"row\" \"x\" }}", TemplateValue.Missing, "c", Host());

        Assert.Equal("<td>x</td>", outcome.Text);
    }

    private static string Expand(string text) => TemplateSet.Empty(PrometheusFunctions.ForRules)
        .ExecuteTextString(text, TemplateValue.Missing, "t", Host()).TryGet(out var result, out var error) ? result : error;

    private static PrometheusHost Host() => new(
        query => query == "broken"
            ? throw new TemplateFailureException("no answer")
            : [new QuerySampleValue(Labels.From(("job", "b")), 1), new QuerySampleValue(Labels.From(("job", "a")), 2)],
        new TimestampMs(1_700_000_000_000),
        "http://host/prefix");
}
