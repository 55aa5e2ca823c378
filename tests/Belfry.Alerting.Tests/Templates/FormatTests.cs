using Xunit;

namespace Belfry.Alerting.Tests.Templates;

public sealed class FormatTests
{
    [Theory]
    [InlineData("%v|%d|%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c|%q|%U", 42, "42|42|   42|42   |00042|+42|2a|2A|52|101010|*|'*'|U+002A")]
    [InlineData("%[1]v %[1]d %[1]T", 7, "7 7 int")]
    public void Whole_numbers_print_as_in_Go(string format, int value, string expected)
    {
        var verbs = format.Contains('[', StringComparison.Ordinal) ? 1 : format.Count(unit => unit == '%');
        var arguments = string.Concat(Enumerable.Repeat(" .", verbs));

        Assert.Equal(expected, TemplateBench.Text($"{{{{ printf \"{format}\"{arguments} }}}}", value));
    }

    [Theory]
    [InlineData("%v", 1234567.0, "1.234567e+06")]
    [InlineData("%v", 123456.0, "123456")]
    [InlineData("%v", 0.0001, "0.0001")]
    [InlineData("%v", 0.00001, "1e-05")]
    [InlineData("%v", -0.0, "-0")]
    [InlineData("%v", double.PositiveInfinity, "+Inf")]
    [InlineData("%v", double.NaN, "NaN")]
    [InlineData("%5.2f|", 3.14159, " 3.14|")]
    [InlineData("%-8.3f|", 3.14159, "3.142   |")]
    [InlineData("%08.3f", -3.14159, "-003.142")]
    [InlineData("%.2f", 0.125, "0.12")]
    [InlineData("%.2f", 0.375, "0.38")]
    [InlineData("%.0f", 2.5, "2")]
    [InlineData("%.0f", 3.5, "4")]
    [InlineData("%.4g", 123.45, "123.5")]
    [InlineData("%.4g", 1.2345, "1.234")]
    [InlineData("%.3g", 1234567.0, "1.23e+06")]
    [InlineData("%g", 100000.0, "100000")]
    [InlineData("%e", 1234.5, "1.234500e+03")]
    [InlineData("%.1e", 9.96, "1.0e+01")]
    [InlineData("%f", 1e21, "1000000000000000000000.000000")]
    [InlineData("%+.1f", 1.0, "+1.0")]
    [InlineData("%s", 1.5, "%!s(float64=1.5)")]
    [InlineData("%.3f", 0.0005, "0.001")]
    [InlineData("%.1f", 0.05, "0.1")]
    public void Floats_print_as_in_Go(string format, double value, string expected) =>
        Assert.Equal(expected, TemplateBench.Text($"{{{{ printf \"{format}\" . }}}}", value));

    [Theory]
    [InlineData("%s|%10s|%-6s|%.2s|%q|%x", "héy", "héy|       héy|héy   |hé|\"héy\"|68c3a979")]
    [InlineData("%d", "hi", "%!d(string=hi)")]
    [InlineData("%t", "hi", "%!t(string=hi)")]
    [InlineData("%z", "hi", "%!z(string=hi)")]
    [InlineData("%+q", "é", "\"\\u00e9\"")]
    [InlineData("%#q", "a\\b", "`a\\b`")]
    public void Text_prints_as_in_Go(string format, string value, string expected)
    {
        var arguments = string.Concat(Enumerable.Repeat(" .", format.Count(unit => unit == '%')));

        Assert.Equal(expected, TemplateBench.Text($"{{{{ printf \"{format}\"{arguments} }}}}", value));
    }

    [Theory]
    [InlineData("{{ printf \"%d %s\" 1 }}", "1 %!s(MISSING)")]
    [InlineData("{{ printf \"%d\" 1 2 \"x\" }}", "1%!(EXTRA int=2, string=x)")]
    [InlineData("{{ printf \"100%%\" }}", "100%")]
    [InlineData("{{ printf \"%\" }}", "%!(NOVERB)")]
    [InlineData("{{ printf \"%[3]d\" 1 }}", "%!d(BADINDEX)")]
    [InlineData("{{ printf \"%*d|%-*d|\" 4 7 4 7 }}", "   7|7   |")]
    [InlineData("{{ printf \"%v %v\" true nil }}", "true <nil>")]
    [InlineData("{{ printf \"%d\" nil }}", "%!d(<nil>)")]
    [InlineData("{{ printf \"%T %T %T %T\" 1 1.5 \"a\" true }}", "int float64 string bool")]
    [InlineData("{{ printf \"%6.2f%%\" 12.345 }}", " 12.35%")]
    public void Mistakes_in_formats_show_in_the_text(string text, string expected) =>
        Assert.Equal(expected, TemplateBench.Text(text));

    [Fact]
    public void Collections_print_as_in_Go()
    {
        var data = TemplateBench.Map(("list", new object[] { 1, "a", null! }), ("b", 1.5), ("a", true));

        Assert.Equal("map[a:true b:1.5 list:[1 a <nil>]]", TemplateBench.Text("{{ . }}", data));
        Assert.Equal("[%!d(bool=true)]", TemplateBench.Text("{{ printf \"%d\" . }}", new object[] { true }));
    }
}
