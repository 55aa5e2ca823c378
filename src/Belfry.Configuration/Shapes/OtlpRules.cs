using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Shapes;

/// <summary>What <c>otlp</c> requires.</summary>
internal static class OtlpRules
{
    private static readonly string[] Strategies =
    [
        "UnderscoreEscapingWithSuffixes", "UnderscoreEscapingWithoutSuffixes", "NoUTF8EscapingWithSuffixes",
        "NoTranslation",
    ];

    internal static void Check(MappingReader section)
    {
        var isAll = section.Flag("promote_all_resource_attributes");
        var promoted = section.Texts("promote_resource_attributes");
        var ignored = section.Texts("ignore_resource_attributes");
        if (isAll && promoted.Count > 0)
        {
            section.Error(
                "promote_resource_attributes",
                "'promote_all_resource_attributes' and 'promote_resource_attributes' cannot be configured "
                + "simultaneously");
        }

        CheckAttributes(section, "ignore_resource_attributes", ignored, "ignored");
        CheckAttributes(section, "promote_resource_attributes", promoted, "promoted");
        if (!isAll && ignored.Count > 0)
        {
            section.Error(
                "ignore_resource_attributes",
                "'ignore_resource_attributes' cannot be configured unless 'promote_all_resource_attributes' is true");
        }

        var strategy = section.Text("translation_strategy", Strategies[0]);
        if (!Strategies.Contains(strategy))
        {
            section.Error(
                "translation_strategy", $"unsupported OTLP translation strategy {YamlScalars.Quote(strategy)}",
                "it is one of " + string.Join(", ", Strategies));
        }
    }

    private static void CheckAttributes(
        MappingReader section, string key, IReadOnlyList<string> attributes, string adjective)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in attributes.Select(attribute => attribute.Trim()))
        {
            if (attribute.Length == 0)
            {
                section.Error(key, $"invalid '{key}': empty {adjective} OTel resource attribute");
            }
            else if (!seen.Add(attribute))
            {
                section.Error(
                    key,
                    $"invalid '{key}': duplicated {adjective} OTel resource attribute {YamlScalars.Quote(attribute)}");
            }
        }
    }
}
