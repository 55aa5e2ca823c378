using System.Text;
using Belfry.Testing;
using Xunit;

namespace Belfry.Configuration.Tests;

/// <summary>No text at all may do more than give diagnostics.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 3_000;

    private static readonly string[] Corpus =
    [
        Resources.Read("azora/prometheus.yml"), Resources.Read("azora/alert_rules.yml"),
        Resources.Read("azora/alertmanager.yml"), Resources.Read("prometheus"), Resources.Read("rules"),
        Resources.Read("alertmanager"), Resources.Read("belfry"),
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "- ", ": ", "\n", "  ", "\t", "'", "\"", "&a ", "*a", "<<: ", "!!binary ", "!!int ", "|\n",
        ">-\n",
        "null", "~", "0", "-1", "9223372036854775808", "1e309", "\\", "$", "${", "\u0000", "\ud800", "\ufeff", "---\n",
        "...\n",
        "%TAG ", "? ", "#", ",", "global", "route", "receivers", "scrape_configs", "true",
    ];

    [Fact]
    public void Mutated_files_give_diagnostics_and_nothing_else()
    {
        var seed = new Seed(20261121);
        output.WriteLine(seed.ToString());
        var random = seed.Random;
        var loader = new ConfigurationLoader(new MemoryFiles());
        for (var round = 0; round < Rounds; round++)
        {
            var text = Mutate(Corpus[random.Next(Corpus.Length)], random);
            var prometheus = loader.LoadPrometheus("p.yml", text);
            var alertmanager = loader.LoadAlertmanager("a.yml", text);
            var rules = loader.LoadRuleFile("r.yml", text);
            _ = loader.LoadTargetGroups("t.yml", text);
            _ = loader.LoadBelfry("b.yml", text).Render();
            _ = (prometheus.Render(), alertmanager.Render(), rules.Render());
            if (prometheus.Value?.ToYaml() is { } shown)
            {
                Assert.Equal(shown, loader.LoadPrometheus("p.yml", shown).Value?.ToYaml());
            }

            _ = alertmanager.Value?.ToYaml();
        }
    }

    [Fact]
    public void Mutated_matchers_give_errors_and_nothing_else()
    {
        var seed = new Seed(20261121);
        output.WriteLine(seed.ToString());
        var random = seed.Random;
        for (var round = 0; round < Rounds; round++)
        {
            var text = Mutate("{foo=\"bar\",\"b a\"=~'x|y', baz!~\"\\u00e9\\x41\", q!=🙂}", random);
            foreach (var syntax in Enum.GetValues<Configuration.Alertmanager.Matchers.MatcherSyntax>())
            {
                _ = Configuration.Alertmanager.Matchers.AlertmanagerMatchers.Parse(text, syntax);
                _ = Configuration.Alertmanager.Matchers.AlertmanagerMatchers.ParseOne(text, syntax);
            }
        }
    }

    private static string Mutate(string source, Random random)
    {
        var start = random.Next(source.Length / 2);
        var text = new StringBuilder(source, start, Math.Min(source.Length - start, 1 + random.Next(600)), 2_000);
        for (var change = random.Next(8); change >= 0 && text.Length > 0; change--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(3))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    text[at] = (char)random.Next(1, 0x250);
                    break;
            }
        }

        return text.ToString();
    }
}
