using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;
using Belfry.Configuration.Prometheus;

namespace Belfry.Compatibility.Tests.Configuration;

/// <summary>Rule files that must not load, with the words of the error.</summary>
internal sealed class RuleFileErrorsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "rules/rulefmt-expected-errors.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        var loader = new ConfigurationLoader(new ConformanceFiles());
        var folder = Path.Combine(Path.GetDirectoryName(path)!, "rulefmt");
        return CaseTable.Run(path, row => Verdict.Difference(
            loader.LoadRuleFile(
                Path.Combine(folder, row.GetProperty("filename").GetString()!),
                row.FindText("nameValidationScheme") == "legacy"
                    ? NameValidationScheme.Legacy : NameValidationScheme.Utf8),
            [row.GetProperty("errMsg").GetString()!]));
    }
}
