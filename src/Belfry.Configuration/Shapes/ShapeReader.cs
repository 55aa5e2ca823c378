using Belfry.Configuration.Binding;
using Belfry.Configuration.Http;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Shapes;

/// <summary>
/// Checks a section against its shape: unknown keys, kinds of values, and the rules of <see cref="ShapeRules"/>.
/// </summary>
internal sealed class ShapeReader(Reading reading, ShapeTable table)
{
    /// <summary>Checks <paramref name="node"/>; <paramref name="place"/> is its key, for hints.</summary>
    internal void Check(YamlNode? node, string shapeName, string place)
    {
        var shape = table[shapeName];
        var mapping = new MappingReader(reading, node, shape.GoType, place);
        foreach (var field in shape.Fields)
        {
            CheckField(mapping, field);
        }

        var errorsBefore = reading.ErrorCount;
        var client = shape.HasHttpClient ? HttpClientReader.ReadInlined(mapping) : new HttpClientConfig();
        mapping.Close();
        if (reading.ErrorCount == errorsBefore || shape.HasHttpClient)
        {
            ShapeRules.Check(shapeName, mapping, client);
        }
    }

    private void CheckField(MappingReader mapping, ShapeField field)
    {
        if (field.Nested is { } nested)
        {
            CheckNested(mapping, field, nested);
            return;
        }

        _ = field.Kind switch
        {
            "text" or "secret" => mapping.Text(field.Key),
            "url" => mapping.Url(field.Key)?.OriginalString,
            "int" => Shown(mapping.Integer(field.Key, "int", long.MinValue, long.MaxValue)),
            "uint" => Shown(mapping.Integer(field.Key, "uint", 0, long.MaxValue)),
            "float" => Shown((long)mapping.Number(field.Key)),
            "flag" => Shown(mapping.Flag(field.Key) ? 1 : 0),
            "duration" => Shown(mapping.Duration(field.Key).Ticks),
            "godur" =>
                Shown(mapping.Take(field.Key) is { } node ? ValueReader.GoDuration(reading, node)?.Ticks ?? 0 : 0),
            "size" => mapping.Size(field.Key)?.ToString(),
            "texts" => Shown(mapping.Texts(field.Key).Count),
            "map" => Shown(mapping.NamedTexts(field.Key).Count),
            "tls" => TlsReader.Read(mapping, field.Key).ServerName,
            "http" => mapping.Take(field.Key) is { } http ? HttpClientReader.Read(reading, http).ToString() : null,
            "headers" => Shown(HttpHeaderReader.Read(mapping, field.Key, areReservedAllowed: false).Count),
            _ => mapping.Take(field.Key)?.Value,
        };
    }

    private void CheckNested(MappingReader mapping, ShapeField field, string nested)
    {
        if (mapping.Take(field.Key) is not { } node)
        {
            return;
        }

        if (!field.IsList)
        {
            Check(node, nested, field.Key);
        }
        else if (node.Kind != YamlNodeKind.Sequence)
        {
            ValueReader.Mismatch(reading, node, "[]" + table[nested].GoType);
        }
        else
        {
            node.Items.ForEach(item => Check(item, nested, field.Key));
        }
    }

    private static string Shown(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
