using System.Text;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>
/// Values as Go's <c>json.Marshal</c> writes them: keys sorted, <c>&lt; &gt; &amp;</c> escaped, times in RFC 3339,
/// structs by the names of <see cref="IJsonShape"/>.
/// </summary>
internal static class JsonText
{
    private const int DepthMax = 100;

    /// <summary>The JSON of a value.</summary>
    public static string Write(TemplateValue value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, TemplateValue value, int depth)
    {
        if (depth > DepthMax)
        {
            throw new TemplateFailureException("json: value is nested too deep");
        }

        switch (value)
        {
            case IJsonShape shape:
                AppendShape(text, shape, depth);
                break;
            case NilValue:
                text.Append("null");
                break;
            case BooleanValue boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case IntegerValue number:
                text.Append(number.Value);
                break;
            case UnsignedValue number:
                text.Append(number.Value);
                break;
            case FloatValue number:
                AppendFloat(text, number.Value);
                break;
            case TextValue plain:
                AppendText(text, plain.Value);
                break;
            case ListValue list:
                AppendList(text, list, depth);
                break;
            case MapValue map:
                AppendEntries(text, map.Entries, depth);
                break;
            case StructValue structure:
                AppendEntries(text, structure.Fields, depth);
                break;
            default:
                throw new TemplateFailureException($"json: unsupported type: {value.TypeName}");
        }
    }

    private static void AppendShape(StringBuilder text, IJsonShape shape, int depth)
    {
        if (shape.JsonScalar is { } scalar)
        {
            AppendText(text, scalar);
        }
        else if (shape.JsonFields is { } fields)
        {
            AppendEntries(text, fields, depth);
        }
        else
        {
            text.Append("null");
        }
    }

    private static void AppendList(StringBuilder text, ListValue list, int depth)
    {
        text.Append('[');
        for (var index = 0; index < list.Items.Count; index++)
        {
            text.Append(index > 0 ? "," : "");
            Append(text, list.Items[index], depth + 1);
        }

        text.Append(']');
    }

    private static void AppendEntries(
        StringBuilder text, IEnumerable<KeyValuePair<string, TemplateValue>> entries, int depth)
    {
        text.Append('{');
        var isFirst = true;
        foreach (var (key, value) in entries)
        {
            text.Append(isFirst ? "" : ",");
            isFirst = false;
            AppendText(text, key);
            text.Append(':');
            Append(text, value, depth + 1);
        }

        text.Append('}');
    }

    private static void AppendFloat(StringBuilder text, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new TemplateFailureException($"json: unsupported value: {Formatting.GoFloat.Format(value, 'g', -1)}");
        }

        var magnitude = Math.Abs(value);
        var isScientific = magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21);
        var number = Formatting.GoFloat.Format(value, isScientific ? 'e' : 'f', -1);

        // JSON in Go writes e-7 where everything else writes e-07.
        text.Append(isScientific ? number.Replace("e-0", "e-", StringComparison.Ordinal) : number);
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var unit in value)
        {
            _ = unit switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append(@"\b"),
                '\f' => text.Append(@"\f"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\t' => text.Append(@"\t"),
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' =>
                    text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => text.Append(unit),
            };
        }

        text.Append('"');
    }
}
