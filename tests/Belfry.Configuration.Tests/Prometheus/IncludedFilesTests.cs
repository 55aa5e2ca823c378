using Xunit;

namespace Belfry.Configuration.Tests.Prometheus;

/// <summary>Files that <c>prometheus.yml</c> names.</summary>
public sealed class IncludedFilesTests
{
    [Fact]
    public void Rule_files_are_found_once_in_order_relative_to_the_file()
    {
        var files = new MemoryFiles()
            .With("/etc/p.yml", "rule_files: ['rules/*.yml', rules/b.yml]")
            .With("/etc/rules/b.yml", "groups: [{name: b, rules: []}]")
            .With("/etc/rules/a.yml", "groups: [{name: a, labels: {x: '1', y: '2'}, "
                + "rules: [{alert: r, expr: up, labels: {x: '3'}}]}]");

        var result = new ConfigurationLoader(files).LoadPrometheus("/etc/p.yml");

        Assert.Empty(result.Render());
        Assert.Equal(["/etc/rules/a.yml", "/etc/rules/b.yml"], result.Value!.RuleFiles.Select(file => file.Path));
        var rule = result.Value.RuleFiles[0].Groups[0].Rules[0];
        Assert.Equal(["x=3", "y=2"], rule.Labels.Select(label => $"{label.Name}={label.Text}"));
        Assert.Equal(3, result.Sources.Count);
    }

    [Fact]
    public void Errors_of_all_files_are_told_at_once()
    {
        var files = new MemoryFiles()
            .With("p.yml", "globl: {}\nrule_files: ['*.rules']\nscrape_config_files: [jobs.yml]")
            .With("a.rules", "groups: [")
            .With("b.rules", "groups: [{nam: x}]")
            .With("jobs.yml", "scrape_configs: [{job_name: ''}]");

        var result = new ConfigurationLoader(files).LoadPrometheus("p.yml");

        Assert.Null(result.Value);
        Assert.Equal(
            ["p.yml", "jobs.yml", "a.rules", "b.rules", "b.rules"],
            result.Diagnostics.Select(diagnostic => diagnostic.Location.File));
    }

    [Fact]
    public void A_job_of_another_file_must_not_repeat_a_name()
    {
        var files = new MemoryFiles()
            .With("p.yml", "scrape_configs: [{job_name: a}]\nscrape_config_files: [jobs.yml]")
            .With("jobs.yml", "scrape_configs: [{job_name: b}, {job_name: a}]");

        var result = new ConfigurationLoader(files).LoadPrometheus("p.yml");

        Assert.Equal(
            "jobs.yml:1:33: error: found multiple scrape configs with job name \"a\", first found in main config file "
            + "(job names are unique; give this one another name, or merge the two)",
            Assert.Single(result.Diagnostics).ToString());
    }

    [Fact]
    public void Target_groups_are_read_from_YAML_and_from_JSON()
    {
        var loader = new ConfigurationLoader(new MemoryFiles());

        var yaml = loader.LoadTargetGroups("t.yml", "- targets: ['a:1']\n  labels: {b: c}\n");
        var json = loader.LoadTargetGroups("t.json", "[{\"targets\": [\"a:1\"], \"labels\": {\"b\": \"c\"}}]");

        Assert.Equal(["a:1"], yaml.Value![0].Targets);
        Assert.Equal(yaml.Value[0].Labels, json.Value![0].Labels);
        Assert.False(loader.LoadTargetGroups("t.yml", "targets: []").IsValid);
        Assert.False(loader.LoadTargetGroups("t.yml", "- null").IsValid);
    }

    [Fact]
    public void An_agent_has_no_rules_and_no_alerts()
    {
        var loader = new ConfigurationLoader(new MemoryFiles(), new LoaderOptions { IsAgent = true });

        var result = loader.LoadPrometheus("p.yml", "rule_files: []\nalerting:\n  alertmanagers: []\n");

        Assert.Equal(
            ["field rule_files is not allowed in agent mode", "field alerting is not allowed in agent mode"],
            result.Diagnostics.Select(diagnostic => diagnostic.Message));
    }
}
