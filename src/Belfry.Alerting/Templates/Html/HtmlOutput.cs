using System.Text;
using Belfry.Alerting.Templates.Execution;
using Belfry.Alerting.Templates.Formatting;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Html;

/// <summary>HTML: each value is escaped for the place where it stands, as Go's html/template does.</summary>
internal sealed class HtmlOutput(int lengthMax) : ITemplateOutput
{
    // html/template's mark for what it refused to write.
    private const string Refused = "ZgotmplZ";

    private readonly StringBuilder output = new();
    private readonly HtmlContext context = new();

    /// <inheritdoc/>
    public void WriteText(string text)
    {
        context.Follow(text, output);
        CheckLength();
    }

    /// <inheritdoc/>
    public void WriteValue(TemplateValue value)
    {
        var escaped = Escape(value);
        context.FollowValue(escaped);
        output.Append(escaped);
        CheckLength();
    }

    /// <inheritdoc/>
    public string Complete() => output.ToString();

    private void CheckLength()
    {
        if (output.Length > lengthMax)
        {
            throw new TemplateFailureException($"output exceeds the limit of {lengthMax} characters");
        }
    }

    private string Escape(TemplateValue value)
    {
        // Unlike in plain text, nothing shows as nothing.
        var text = value.IsNil ? "" : GoFormat.Text(value);
        var isHtml = value.TypeName == TextValue.HtmlType;
        switch (context.State)
        {
            case HtmlState.Text:
                return isHtml ? text : Escaping.HtmlValue(text);
            case HtmlState.RawText:
                return isHtml ? Escaping.HtmlKeepingEntities(text) : Escaping.HtmlValue(text);
            case HtmlState.Comment:
                return "";
            case HtmlState.Value or HtmlState.BeforeValue:
                return EscapeAttribute(value, isHtml ? TagStripping.Strip(text) : text, isHtml);
            case HtmlState.Script:
                return ScriptEscaping.Escape(value, context.IsInScriptText);
            case HtmlState.Style:
                return StyleFiltering.Filter(text) ?? Refused;
            default:
                return text.All(char.IsAsciiLetterOrDigit) && text.Length > 0 ? text.ToLowerInvariant() : Refused;
        }
    }

    private string EscapeAttribute(TemplateValue value, string text, bool isHtml)
    {
        text = context.Attribute switch
        {
            AttributeKind.Url => EscapeUrl(text, value.TypeName == TextValue.UrlType),
            AttributeKind.Style => StyleFiltering.Filter(text) ?? Refused,
            AttributeKind.Script => ScriptEscaping.Escape(value, context.IsInScriptText),
            _ => text,
        };
        var isQuoted = context.State == HtmlState.Value && context.Quote != '\0';
        if (!isQuoted)
        {
            return Escaping.HtmlUnquoted(text);
        }

        return isHtml && context.Attribute == AttributeKind.Plain
            ? Escaping.HtmlKeepingEntities(text) : Escaping.HtmlValue(text);
    }

    private string EscapeUrl(string text, bool isSafe)
    {
        if (context.IsInQuery)
        {
            return isSafe ? Escaping.UrlNormal(text) : Escaping.UrlPart(text);
        }

        var isStart = !context.IsUrlStarted || context.State == HtmlState.BeforeValue;
        return isStart && !isSafe && !HasSafeScheme(text) ? "#" + Refused : Escaping.UrlNormal(text);
    }

    private static bool HasSafeScheme(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || url.AsSpan(0, colon).Contains('/')
            || url[..colon].ToLowerInvariant() is "http" or "https" or "mailto";
    }
}
