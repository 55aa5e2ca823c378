using System.Text;

namespace Belfry.Configuration.Yaml;

/// <summary>
/// Writes YAML in go-yaml's layout: two spaces a level, list dashes under their key, single quotes where the text
/// would not be plain, double quotes where it would be another type.
/// </summary>
internal sealed class YamlWriter
{
    private const string FirstIndicators = "-?:,[]{}#&*!|>'\"%@`";

    private readonly StringBuilder text = new();
    private readonly YamlRedaction redaction;

    private YamlWriter(YamlRedaction redaction) => this.redaction = redaction;

    /// <summary>The map as a document; secrets of read nodes are hidden as <paramref name="redaction"/> says.</summary>
    internal static string Write(YamlMap map, YamlRedaction redaction)
    {
        var writer = new YamlWriter(redaction);
        writer.WriteMap(map, 0, isAfterDash: false);
        return writer.text.ToString();
    }

    /// <summary>A read document with its secrets hidden.</summary>
    internal static string Write(YamlNode root, YamlRedaction redaction)
    {
        var writer = new YamlWriter(redaction);
        return root.Kind == YamlNodeKind.Mapping ? Write(writer.ToMap(root, ""), redaction) : "";
    }

    /// <summary>The text as a scalar that reads back as the same text.</summary>
    internal static string Scalar(string value)
    {
        if (value.Length == 0)
        {
            return "\"\"";
        }

        var node = new YamlNode
        {
            Kind = YamlNodeKind.Scalar, Location = default, Value = value, IsPlain = true,
        };
        if (value.Any(char.IsControl) || !YamlScalars.IsWellFormed(value))
        {
            return YamlScalars.Quote(value);
        }

        if (YamlScalars.ResolvedTag(node) != "!!str" || value is "<<" or "=")
        {
            return YamlScalars.Quote(value);
        }

        var isPlain = !(FirstIndicators.Contains(value[0]) && !IsHarmlessFirst(value))
            && !char.IsWhiteSpace(value[0]) && !char.IsWhiteSpace(value[^1])
            && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal)
            && !value.EndsWith(':');
        return isPlain ? value : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
    }

    /// <summary>A list on one line: <c>[a, b]</c>.</summary>
    internal static YamlPlain Flow(IEnumerable<string> values) => new("[" + string.Join(", ", values.Select(
        value => value.AsSpan().ContainsAny(",[]{}") ? YamlScalars.Quote(value) : Scalar(value))) + "]");

    private static bool IsHarmlessFirst(string value) =>
        value.Length > 1 && value[0] is '-' or '?' or ':' && value[1] is not (' ' or '-');

    private void WriteMap(YamlMap map, int indent, bool isAfterDash)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (!isAfterDash)
            {
                text.Append(' ', indent);
            }

            isAfterDash = false;
            text.Append(Scalar(key)).Append(':');
            WriteValue(value, indent, key);
        }
    }

    private void WriteValue(object value, int indent, string key)
    {
        switch (value)
        {
            case YamlMap { Entries.Count: 0 }:
                text.Append(" {}\n");
                break;
            case YamlMap nested:
                text.Append('\n');
                WriteMap(nested, indent + 2, isAfterDash: false);
                break;
            case List<object> { Count: 0 }:
                text.Append(" []\n");
                break;
            case List<object> items:
                text.Append('\n');
                WriteItems(items, indent, key);
                break;
            case YamlNode node:
                WriteValue(ToValue(node, key, key), indent, key);
                break;
            default:
                text.Append(' ').Append(ScalarOf(value)).Append('\n');
                break;
        }
    }

    private void WriteItems(List<object> items, int indent, string key)
    {
        foreach (var item in items)
        {
            text.Append(' ', indent).Append('-');
            switch (item)
            {
                case YamlMap { Entries.Count: > 0 } map:
                    text.Append(' ');
                    WriteMap(map, indent + 2, isAfterDash: true);
                    break;
                case List<object> { Count: > 0 } nested:
                    text.Append('\n');
                    WriteItems(nested, indent + 2, key);
                    break;
                default:
                    WriteValue(item, indent, key);
                    break;
            }
        }
    }

    private static string ScalarOf(object value) =>
        value is YamlPlain plain ? plain.Text : Scalar((string)value);

    private YamlMap ToMap(YamlNode node, string parent)
    {
        var map = new YamlMap();
        foreach (var (key, value) in node.Entries)
        {
            map.Add(key.Value, ToValue(value, parent, key.Value));
        }

        return map;
    }

    // parent is the key that the value's own mapping stands under, key the value's own.
    private object ToValue(YamlNode node, string parent, string key) => node.Kind switch
    {
        YamlNodeKind.Mapping => ToMap(node, key),
        YamlNodeKind.Sequence => node.Items.Select(item => ToItem(item, parent, key)).ToList(),
        _ when node.IsNull => new YamlPlain("null"),
        _ when redaction.IsSecret(parent, key) => Secret.Hidden,
        _ when node.IsPlain && YamlScalars.ResolvedTag(node) != "!!str" => new YamlPlain(node.Value),
        _ => YamlRedaction.WithoutPassword(node.Value),
    };

    private object ToItem(YamlNode item, string parent, string key) =>
        item.Kind == YamlNodeKind.Mapping ? ToMap(item, key) : ToValue(item, parent, key);
}
