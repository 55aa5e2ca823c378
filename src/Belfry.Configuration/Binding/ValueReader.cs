using System.Globalization;
using Belfry.Configuration.Yaml;
using Belfry.Model;

namespace Belfry.Configuration.Binding;

/// <summary>Reads one node as a value of a kind. Null, after reporting why, when it is not one.</summary>
internal static class ValueReader
{
    private const int ShownLengthMax = 10;
    private const int ShownPrefix = 7;

    private static readonly HashSet<string> TextTags = new(StringComparer.Ordinal)
    {
        "", "!", "!!str", "!!int", "!!float", "!!bool", "!!null", "!!timestamp",
    };

    /// <summary>Says in the originals' words that the node has the wrong shape.</summary>
    internal static void Mismatch(Reading reading, YamlNode node, string type)
    {
        var shown = node.Kind != YamlNodeKind.Scalar ? ""
            : node.Value.Length > ShownLengthMax ? $" `{node.Value[..ShownPrefix]}...`"
            : $" `{node.Value}`";
        reading.Error(
            node.Location, $"cannot unmarshal {YamlScalars.ResolvedTag(node)}{shown} into {type}", Hint(node, type));
    }

    internal static string? Text(Reading reading, YamlNode node)
    {
        if (node.Kind != YamlNodeKind.Scalar)
        {
            Mismatch(reading, node, "string");
            return null;
        }

        if (node.IsNull)
        {
            return "";
        }

        if (node.Tag == "!!binary")
        {
            if (YamlScalars.TryBinary(node.Value, out var text))
            {
                return text;
            }

            reading.Error(node.Location, "!!binary value contains invalid base64 data");
            return null;
        }

        if (!TextTags.Contains(node.Tag))
        {
            Mismatch(reading, node, "string");
            return null;
        }

        return node.Value;
    }

    internal static bool? Flag(Reading reading, YamlNode node)
    {
        if (node is { Kind: YamlNodeKind.Scalar, IsPlain: true } && YamlScalars.TryBoolean(node.Value, out var value))
        {
            return value;
        }

        Mismatch(reading, node, "bool");
        return null;
    }

    internal static TimeSpan? Duration(Reading reading, YamlNode node)
    {
        if (Text(reading, node) is not { } text)
        {
            return null;
        }

        if (PrometheusDuration.TryParse(text, out var duration, out var error))
        {
            return duration;
        }

        var isNumber = text.Length > 0 && text.All(char.IsAsciiDigit);
        reading.Error(
            node.Location, error, isNumber ? $"write a unit, as in `{text}s`" : "write it like `30s`, `5m` or `1h30m`");
        return null;
    }

    /// <summary>A duration as Go writes them (<c>1m30.5s</c>), which a few of Alertmanager's keys have.</summary>
    internal static TimeSpan? GoDuration(Reading reading, YamlNode node)
    {
        if (Text(reading, node) is not { } text)
        {
            return null;
        }

        if (GoDurationText.TryParse(text, out var duration))
        {
            return duration;
        }

        reading.Error(
            node.Location, $"time: invalid duration {YamlScalars.Quote(text)}",
            "write it like `500ms`, `30s` or `1m30s`");
        return null;
    }

    internal static ByteSize? Size(Reading reading, YamlNode node)
    {
        if (Text(reading, node) is not { } text)
        {
            return null;
        }

        if (ByteSize.TryParse(text, out var size, out var error))
        {
            return size;
        }

        reading.Error(node.Location, error, "write it like `512KB`, `10MB` or `1GB`");
        return null;
    }

    internal static long? Integer(Reading reading, YamlNode node, string type, long min, long max)
    {
        if (node is { Kind: YamlNodeKind.Scalar, IsPlain: true }
            && YamlScalars.TryInteger(node.Value, out var value) && value >= min && value <= max)
        {
            return (long)value;
        }

        Mismatch(reading, node, type);
        return null;
    }

    internal static double? Number(Reading reading, YamlNode node)
    {
        if (node is { Kind: YamlNodeKind.Scalar, IsPlain: true })
        {
            if (YamlScalars.TryInteger(node.Value, out var integer))
            {
                return (double)integer;
            }

            if (YamlScalars.TryFloat(node.Value, out var number))
            {
                return number;
            }
        }

        Mismatch(reading, node, "float64");
        return null;
    }

    internal static Uri? Url(Reading reading, YamlNode node)
    {
        if (Text(reading, node) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var url) && !text.StartsWith(':'))
        {
            return url;
        }

        var reason = text.StartsWith(':') ? "missing protocol scheme" : "not a valid URL";
        reading.Error(node.Location, $"parse {YamlScalars.Quote(text)}: {reason}");
        return null;
    }

    internal static IReadOnlyList<NamedText> NamedTexts(Reading reading, YamlNode node)
    {
        if (node.Kind != YamlNodeKind.Mapping)
        {
            Mismatch(reading, node, "map[string]string");
            return [];
        }

        var texts = new List<NamedText>(node.Entries.Count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Entries)
        {
            var name = Text(reading, key);
            var text = Text(reading, value);
            if (name is null || text is null)
            {
                continue;
            }

            if (names.Add(name))
            {
                texts.Add(new NamedText(name, text, value.Location));
            }
            else
            {
                reading.Error(
                    key.Location, $"key {YamlScalars.Quote(name)} already set in map", "remove one of the two");
            }
        }

        return texts;
    }

    private static string Hint(YamlNode node, string type) => (type, node.Kind) switch
    {
        ("string", YamlNodeKind.Mapping) when node.Value.Length == 0 =>
            "a text was expected here; a text with `{` or `: ` needs quotes",
        ("string", _) => "a single text was expected here",
        ("int" or "int64" or "uint" or "uint64", _) => "write a whole number",
        ("float64", _) => "write a number",
        ("bool", _) => "write `true` or `false`",
        ("[]string", YamlNodeKind.Scalar) =>
            string.Create(CultureInfo.InvariantCulture, $"a list was expected: `[{node.Value}]`"),
        (_, YamlNodeKind.Scalar) when type.StartsWith("[]", StringComparison.Ordinal) => "a list was expected here",
        (_, YamlNodeKind.Mapping) when type.StartsWith("[]", StringComparison.Ordinal) =>
            "a list was expected here: start each entry with `- `",
        _ => "",
    };
}
