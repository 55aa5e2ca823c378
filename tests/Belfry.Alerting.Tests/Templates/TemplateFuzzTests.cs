using System.Text;
using Belfry.Alerting.Templates;
using Belfry.Alerting.Templates.Alertmanager;
using Belfry.Alerting.Templates.Values;
using Belfry.Testing;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Alerting.Tests.Templates;

public sealed class TemplateFuzzTests
{
    private const int Rounds = 4000;

    private static readonly string[] Seeds =
    [
        "{{ define \"a\" }}{{ range $i, $e := .list }}{{ if $i }}, {{ end }}{{ $e | printf \"%-5.2f|%q\" 1.5 }}{{ else }}none{{ end }}{{ end }}",
        "{{ with .map }}{{ .x.y.z }}{{ else with (index .list 1) }}{{ . }}{{ end }}{{- /* c */ -}} {{ template \"a\" . }}",
        "{{ $x := 1 }}{{ $x = 0x1Fp-2 }}{{ and (gt (len .list) 3) (not true) | or nil 'a' `raw` \"\\u00e9\" }}{{ break }}",
        "<a href=\"{{ .u }}?q={{ .q | urlquery }}\" style='c:{{ .s }}' onclick={{ .j }}><!-- {{ . }} --><script>{{ . }}</script>",
        "{{ block \"b\" .map }}{{ slice .texts 1 2 | join \",\" | title | toJson }}{{ end }}{{ range 3 }}{{ continue }}{{ end }}",
    ];

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{{-", "-}}", " ", "|", "(", ")", "$", ".", ":=", "=", ",", "\"", "`", "'", "/*", "*/", "end", "else",
        "if", "range", "define", "template", "0x", "1e", "%", "\\", "\n", "nil", "é", "\ud83d", "<", ">", "-->",
    ];

    [Fact]
    public void No_text_breaks_the_engine()
    {
        var seed = new Seed(20240229);
        var set = TemplateSet.Empty(
            AlertmanagerFunctions.Create(new ManualClock()),
            new TemplateOptions { StepCountMax = 2000, OutputLengthMax = 20_000 });
        var data = TemplateBench.Map(
            ("list", new object[] { 1, "a", 2.5 }), ("texts", ListValue.OfTexts(["x", "y"])), ("map", TemplateBench.Map(("x", "v"))));
        for (var round = 0; round < Rounds; round++)
        {
            var text = Mutate(seed.Random);
            try
            {
                var outcome = set.ExecuteTextString(text, data);
                Assert.True(outcome.Text is not null || outcome.Error!.StartsWith("template:", StringComparison.Ordinal));
                set.ExecuteHtmlString(text, data);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{seed} round {round}: {exception}\n{text}");
            }
        }
    }

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 8), text.Length - at);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    text.Insert(at, text.ToString(at, length));
                    break;
                default:
                    text.Insert(at, Seeds[random.Next(Seeds.Length)].AsSpan(random.Next(20)));
                    break;
            }
        }

        return text.ToString();
    }
}
