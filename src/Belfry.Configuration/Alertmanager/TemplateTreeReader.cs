using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads a webhook's own payload.</summary>
internal static class TemplateTreeReader
{
    internal static TemplateTree Read(Reading reading, YamlNode node) => node.Kind switch
    {
        YamlNodeKind.Sequence => new TemplateTree
        {
            Items = [.. node.Items.Select(item => Read(reading, item))],
            Location = node.Location,
        },
        YamlNodeKind.Mapping => new TemplateTree
        {
            Members = [.. node.Entries.Select(
                entry => KeyValuePair.Create(entry.Key.Value, Read(reading, entry.Value)))],
            Location = node.Location,
        },
        _ => ReadScalar(reading, node),
    };

    private static TemplateTree ReadScalar(Reading reading, YamlNode node)
    {
        var literal = YamlScalars.ResolvedTag(node) switch
        {
            "!!null" => "null",
            "!!bool" => YamlScalars.TryBoolean(node.Value, out var flag) && flag ? "true" : "false",
            "!!int" when YamlScalars.TryInteger(node.Value, out var number) => number.ToString(),
            "!!float" when YamlScalars.TryFloat(node.Value, out var number) && double.IsFinite(number) =>
                number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
        return new TemplateTree
        {
            Text = literal is null ? ValueReader.Text(reading, node) ?? "" : null,
            Literal = literal,
            Location = node.Location,
        };
    }
}
