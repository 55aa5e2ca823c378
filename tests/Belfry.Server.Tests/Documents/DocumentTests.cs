using Belfry.Configuration;
using Belfry.Server.Commands;
using Belfry.Server.Serving;
using Xunit;

namespace Belfry.Server.Tests.Documents;

public sealed class DocumentTests
{
    private static readonly HashSet<string> AllFlags =
        [.. Verbs.Lines.SelectMany(line => line.Flags).Select(flag => flag.Name), "help", "version"];

    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Claims.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Claims.Root, "README.md"))
            .Append(Path.Combine(Claims.Root, "CONTRIBUTING.md"))
            .Select(path => Path.GetRelativePath(Claims.Root, path))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_configuration_in_a_document_loads(string path) => Assert.Empty(Claims.BrokenConfigurations(Read(path)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_flag_in_a_document_exists(string path) => Assert.Empty(Claims.UnknownFlags(Read(path), AllFlags));

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/compatibility.md")]
    [InlineData("docs/operating/running.md")]
    [InlineData("docs/using/configuration.md")]
    public void A_path_in_a_document_exists(string path) =>
        Assert.Empty(Claims.MissingPaths(Read(path), Path.GetDirectoryName(path)!));

    [Fact]
    public void A_test_that_the_deviations_name_exists()
    {
        var tests = Directory
            .EnumerateFiles(Path.Combine(Claims.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .ToHashSet(StringComparer.Ordinal);
        var named = System.Text.RegularExpressions.Regex.Matches(Read("docs/compatibility.md"), @"`(\w+Tests)`")
            .Select(match => match.Groups[1].Value)
            .ToList();

        Assert.NotEmpty(named);
        Assert.Equal([], named.Except(tests, StringComparer.Ordinal));
    }

    [Fact]
    public void The_samples_load()
    {
        var loader = new ConfigurationLoader(new UserConfigurationFiles());

        var prometheus = loader.LoadPrometheus(Path.Combine(Claims.Root, "samples/azora/prometheus.yml"));
        var alertmanager = loader.LoadAlertmanager(Path.Combine(Claims.Root, "samples/azora/alertmanager.yml"));

        Assert.True(prometheus.IsValid, prometheus.Render());
        Assert.True(alertmanager.IsValid, alertmanager.Render());
    }

    // A convention test that cannot fail checks nothing: every rule is shown a sample that breaks it.
    [Fact]
    public void Every_rule_fires_on_a_sample_that_breaks_it()
    {
        Assert.Single(Claims.BrokenConfigurations("```yaml\nscrape_configs: 5\n```\n"));
        Assert.Single(Claims.BrokenConfigurations("```yaml\nroute: {receiver: nobody}\nreceivers: []\n```\n"));
        Assert.Single(Claims.BrokenConfigurations("```yaml\nstorage: {teirs: {}}\n```\n"));
        Assert.Empty(Claims.BrokenConfigurations("```yaml\njust: a part\n```\n"));
        Assert.Equal(["web.nothing"], Claims.UnknownFlags("`--web.nothing=1`, `--no-web.enable-lifecycle`", AllFlags));
        Assert.Equal(
            ["src/Nothing", "eng/no*.sh", "../nothing.md", "Belfry.Nothing"],
            Claims.MissingPaths(
                "src/Nothing, eng/no*.sh, eng/test.sh, [x](../nothing.md), [y](architecture.md), `Belfry.Nothing`",
                "docs"));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Claims.Root, path));
}
