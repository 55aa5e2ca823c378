using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads <c>inhibit_rules</c>.</summary>
internal sealed class InhibitRuleReader(Reading reading, LoaderOptions options)
{
    private readonly MatchersReader matchers = new(reading, options.MatcherSyntax);

    internal InhibitRuleConfig Read(YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "common.plain", "inhibit_rules");
        var equal = mapping.Texts("equal");
        foreach (var name in equal.Where(name => !AlertmanagerMatchers.IsValidLabelName(name, options.MatcherSyntax)))
        {
            mapping.Error("equal", $"invalid label name {YamlScalars.Quote(name)} in equal list");
        }

        var rule = new InhibitRuleConfig
        {
            Name = mapping.Text("name"),
            SourceMatchers = matchers.Read(mapping, "source_"),
            TargetMatchers = matchers.Read(mapping, "target_"),
            Equal = equal,
            Location = node.Location,
        };
        mapping.Close();
        return rule;
    }
}
