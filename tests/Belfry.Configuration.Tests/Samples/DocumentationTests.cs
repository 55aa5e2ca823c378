using Xunit;

namespace Belfry.Configuration.Tests.Samples;

/// <summary>What the documentation shows is what is printed.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_diagnostics_of_the_page_are_real()
    {
        var loader = new ConfigurationLoader(new MemoryFiles());
        var page = Resources.Read("docs/configuration.md");

        var prometheus = loader.LoadPrometheus(
            "prometheus.yml", "# Where to look\nglobal:\n  scrape_intervall: 15s\n");
        var rules = loader.LoadRuleFile(
            "alert_rules.yml",
            "#\n#\n#\n#\n#\n#\ngroups:\n  - name: a\n    rules:\n      - alert: b\n        expr: up\n"
            + "        for: 5\n");

        Assert.Contains(prometheus.Render(), page, StringComparison.Ordinal);
        Assert.Contains(rules.Render(), page, StringComparison.Ordinal);
    }
}
