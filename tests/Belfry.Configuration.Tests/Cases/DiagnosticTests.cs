using Belfry.Configuration.House;
using Belfry.Model.Diagnostics;
using Xunit;

namespace Belfry.Configuration.Tests.Cases;

/// <summary>Every kind of diagnostic with its full text: place, message and hint.</summary>
public sealed class DiagnosticTests
{
    private static readonly ConfigurationLoader Loader = new(new MemoryFiles());

    /// <summary>Cases of prometheus.yml.</summary>
    public static TheoryData<string, string, string> Prometheus => CaseFile.Read("prometheus");

    /// <summary>Cases of belfry.yml.</summary>
    public static TheoryData<string, string, string> House => CaseFile.Read("belfry");

    /// <summary>Cases of rule files.</summary>
    public static TheoryData<string, string, string> Rules => CaseFile.Read("rules");

    /// <summary>Cases of alertmanager.yml.</summary>
    public static TheoryData<string, string, string> Alertmanager => CaseFile.Read("alertmanager");

    [Theory]
    [MemberData(nameof(Prometheus))]
    public void Prometheus_files_are_diagnosed(string claim, string input, string expected) =>
        Check(claim, expected, Loader.LoadPrometheus("p.yml", input).Diagnostics);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_files_are_diagnosed(string claim, string input, string expected) =>
        Check(claim, expected, Loader.LoadRuleFile("r.yml", input).Diagnostics);

    [Theory]
    [MemberData(nameof(Alertmanager))]
    public void Alertmanager_files_are_diagnosed(string claim, string input, string expected) =>
        Check(claim, expected, Loader.LoadAlertmanager("a.yml", input).Diagnostics);

    [Theory]
    [MemberData(nameof(House))]
    public void Belfry_files_are_diagnosed(string claim, string input, string expected) =>
        Check(claim, expected, Loader.LoadBelfry("b.yml", input).Diagnostics);

    [Fact]
    public void A_file_of_ours_has_defaults()
    {
        var config = Loader.LoadBelfry("b.yml", "storage: {tiers: {1h: 90d}, journal: {sync: every_commit}}\n").Value!;

        Assert.Null(config.Tiers.Raw);
        Assert.Equal(
            (60, 90, 1095),
            (config.Tiers.FiveMinutes.Days, config.Tiers.OneHour.Days, config.Tiers.OneDay.Days));
        Assert.Equal(JournalSyncMode.EveryCommit, config.Journal.Sync);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
    {
        var result = Loader.LoadPrometheus("conf/p.yml");

        Assert.False(result.IsValid);
        Assert.Equal("conf/p.yml: error: open conf/p.yml: no such file or directory",
            Assert.Single(result.Diagnostics).ToString());
    }

    [Fact]
    public void A_diagnostic_is_shown_with_its_line_and_a_caret()
    {
        var result = Loader.LoadPrometheus("p.yml", "global:\n  scrape_interval: soon\n");

        Assert.Equal(
            """
            p.yml:2:20: error: not a valid duration string: "soon" (write it like `30s`, `5m` or `1h30m`)
                  scrape_interval: soon
                                   ^

            """,
            result.Render());
    }

    private static void Check(string claim, string expected, IReadOnlyList<Diagnostic> diagnostics) =>
        Assert.Equal($"{claim}\n{expected}", $"{claim}\n{string.Join('\n', diagnostics)}");
}
