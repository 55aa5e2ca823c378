using System.Text.Json;
using Belfry.Alerting.Rules;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;

namespace Belfry.Compatibility.Tests.Configuration;

/// <summary>Rules whose templates are or are not right.</summary>
internal sealed class RuleTemplateSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "rules/rulefmt-template-validation.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var file = new ConfigurationLoader(new ConformanceFiles())
            .LoadRuleFile("rules.yml", row.FindText("ruleString")!);
        var isBuilt = file.Value is not null
            && RuleGroups.TryBuild([file.Value], new RuleBuildContext(), out _, out _);
        return CaseTable.Difference(row.Is("shouldPass").ToString(), isBuilt.ToString());
    }
}
