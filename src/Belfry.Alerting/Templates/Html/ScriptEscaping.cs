using System.Text.Encodings.Web;
using System.Text.Json;
using Belfry.Alerting.Templates.Formatting;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Html;

/// <summary>Values inside scripts: as JSON outside strings, as escaped characters inside them.</summary>
internal static class ScriptEscaping
{
    /// <summary>Escapes a value.</summary>
    public static string Escape(TemplateValue value, bool isInText)
    {
        if (isInText)
        {
            return JavaScriptEncoder.Default.Encode(value.IsNil ? "" : GoFormat.Text(value));
        }

        return value switch
        {
            NilValue => " null ",
            BooleanValue or IntegerValue or UnsignedValue or FloatValue => $" {GoFormat.Text(value)} ",
            TextValue text => JsonSerializer.Serialize(text.Value),
            _ => JsonText.Write(value),
        };
    }
}
